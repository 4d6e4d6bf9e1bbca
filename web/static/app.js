(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('on');
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function load(name, other) { try { return localStorage.getItem(name) || other; } catch (e) { return other; } }
  function keep(name, value) { try { localStorage.setItem(name, value); } catch (e) { /* no storage here */ } }

  var said = document.getElementById('news');
  function tell(text, link) {
    said.textContent = '';
    if (link) {
      var a = document.createElement('a');
      a.href = link;
      a.textContent = text;
      said.append(a);
    } else {
      said.textContent = text;
      setTimeout(function () { if (said.textContent === text) said.textContent = ''; }, 4000);
    }
  }

  // The light: an entry of the record and its words light each other up.
  var held = 0;
  function light(n) {
    all('.lit,.lit-s,.lit-c').forEach(function (e) { e.classList.remove('lit', 'lit-s', 'lit-c'); });
    if (!n) return;
    all('.x' + n).forEach(function (e) { e.classList.add('lit'); });
    all('.s' + n).forEach(function (e) { e.classList.add('lit-s'); });
    all('.c' + n).forEach(function (e) { e.classList.add('lit-c'); });
  }
  function entryOf(e) {
    if (!e.closest) return 0;
    var li = e.closest('#record li[id^=r]');
    if (li) return +li.id.slice(1);
    var chip = e.closest('#text .n');
    if (chip) return +chip.id.slice(1);
    var words = e.closest('#text [class*=x]'), m = words && words.className.match(/(?:^|\s)x(\d+)/g);
    return m ? +m[m.length - 1].trim().slice(1) : 0;
  }
  function go(side, n) {
    held = n;
    location.hash = '#' + side + n;
  }
  function arrive() {
    var m = location.hash.match(/^#[rt](\d+)$/);
    held = m ? +m[1] : 0;
    light(held);
    var to = m && document.getElementById('r' + m[1]), d = to && to.closest('details');
    if (d) d.open = true;
    if (to && m[0][1] === 'r') align(to, document.querySelector('#text .x' + m[1]));
  }
  // Where the record is longer than the article, the article moves so that an entry has its words beside it.
  function align(entry, words) {
    var article = document.getElementById('article'), room = document.getElementById('record').offsetHeight - article.offsetHeight;
    var by = words ? entry.getBoundingClientRect().top - words.getBoundingClientRect().top + (parseFloat(article.style.top) || 0) : 0;
    article.style.top = matchMedia('(min-width:64rem)').matches && !article.classList.contains('stick') ? Math.max(0, Math.min(by, room)) + 'px' : '';
  }
  if (document.getElementById('record')) {
    var hover = function (e) { light(entryOf(e.target) || held); };
    document.addEventListener('mouseover', hover);
    document.addEventListener('focusin', hover);
    document.addEventListener('click', function (e) {
      if (e.target.closest('a,summary,label,input,button,textarea,form') || String(getSelection())) return;
      var n = entryOf(e.target);
      if (n) go(e.target.closest('#text') ? 'r' : 't', n);
    });
    addEventListener('hashchange', arrive);
    arrive();
    // A side that fits into the window stays in it while the other one scrolls.
    var stick = function () {
      all('#article,#record').forEach(function (e) { e.classList.toggle('stick', e.offsetHeight < innerHeight - 80); });
    };
    addEventListener('resize', stick);
    all('#record details').forEach(function (d) { d.addEventListener('toggle', stick); });
    stick();
  }

  // A statement that is missing: words marked in the text fill in the form.
  var text = document.getElementById('text'), form = document.querySelector('#missing form'), pick;
  function bytes(node, end, offset) { // of UTF-8 from the beginning of a paragraph to a place in it, without what the page adds
    var range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(end, offset);
    var part = range.cloneContents();
    all('.n', part).forEach(function (n) { n.remove(); });
    return new TextEncoder().encode(part.textContent).length;
  }
  if (text && text.dataset.missing && form) {
    document.addEventListener('selectionchange', function () {
      if (pick) { pick.remove(); pick = null; }
      var s = getSelection();
      if (!s.rangeCount || s.isCollapsed || !text.contains(s.anchorNode) || !text.contains(s.focusNode)) return;
      var range = s.getRangeAt(0), p = (range.startContainer.nodeType === 3 ? range.startContainer.parentNode : range.startContainer).closest('p');
      var copy = range.cloneContents();
      all('.n', copy).forEach(function (n) { n.remove(); });
      var words = copy.textContent, begin = words.length - words.trimStart().length;
      if (!p || !words.trim() || !p.contains(range.endContainer)) return;
      var at = +p.dataset.at + bytes(p, range.startContainer, range.startOffset) + new TextEncoder().encode(words.slice(0, begin)).length;
      var box = range.getBoundingClientRect();
      pick = document.createElement('button');
      pick.id = 'pick';
      pick.type = 'button';
      pick.textContent = 'Missing statement';
      pick.style.left = Math.max(8, Math.min(box.left, innerWidth - 170)) + scrollX + 'px';
      pick.style.top = box.bottom + scrollY + 6 + 'px';
      pick.addEventListener('mousedown', function (e) { e.preventDefault(); });
      pick.addEventListener('click', function () {
        form.querySelector('[name=words]').value = words.trim();
        form.querySelector('[name=at]').value = at;
        pick.remove();
        getSelection().removeAllRanges();
        document.getElementById('missing').open = true;
        form.querySelector('[name=speaker]').focus();
      });
      document.body.append(pick);
    });
    form.querySelector('[name=words]').addEventListener('input', function () { form.querySelector('[name=at]').value = ''; });
  }

  // Names of those who correct are remembered.
  all('[data-keep]').forEach(function (e) {
    if (!e.value) e.value = load(e.dataset.keep, '');
    e.addEventListener('change', function () { keep(e.dataset.keep, e.value); });
  });

  // What was looked at is remembered in this browser; what was judged in a review is kept by the ledger.
  var reviewed = {};
  try { reviewed = JSON.parse(load('readout-reviewed', '{}')) || {}; } catch (e) { /* begin anew */ }
  function keyOf(e) { return e.dataset.key || (/^s-/.test(e.id) ? e.id.slice(2) : ''); }
  function mark() {
    records.forEach(function (e) {
      var verdict = judged(e), sign = e.querySelector(':scope > .verdict');
      e.classList.toggle('done', !!(verdict || reviewed[keyOf(e)]));
      if (sign) sign.remove();
      if (e.dataset[verdict] === 'now') {
        sign = document.createElement('p');
        sign.className = 'verdict ' + verdict;
        sign.textContent = verdicts[verdict];
        e.append(sign);
      }
    });
  }
  function judged(e) { return 'right' in e.dataset ? 'right' : 'wrong' in e.dataset ? 'wrong' : ''; }
  var verdicts = {right: '✓ read right', wrong: '✗ marked as no statement'};
  var records = all('[data-record]');
  mark();

  // The keyboard. Names are those of the help page, keys may be others.
  var keys = {next: 'j', previous: 'k', nextArticle: 'J', previousArticle: 'K', open: 'o', original: 'v', copy: 'c', link: 'y', search: '/', export: 'e', reviewed: 'm',
    reviewedStay: 'M', before: '[', after: ']', reload: 'r', help: '?', close: 'Escape', go: 'g',
    review: 'R', right: 'a', wrong: 'x', who: 'w', skip: ' ', undo: 'Backspace'}, own = {}, on = load('readout-keys', 'on') !== 'off';
  try { own = JSON.parse(load('readout-keymap', '{}')) || {}; } catch (e) { /* as they were */ }
  Object.keys(own).forEach(function (name) { if (keys[name] && typeof own[name] === 'string') keys[name] = own[name]; });
  function showKeys() { all('kbd[data-key]').forEach(function (e) { if (keys[e.dataset.key]) e.textContent = keys[e.dataset.key].replace(/^ $/, 'Space'); }); }
  showKeys();

  var at = -1;
  function current() {
    if (held) {
      var i = records.findIndex(function (e) { return e.id === 'r' + held; });
      if (i >= 0) return i;
    }
    return at;
  }
  function select(i) {
    if (!records[i]) return;
    all('.remark.on').forEach(function (e) { e.classList.remove('on'); });
    at = i;
    var e = records[i], n = e.id.match(/^r(\d+)$/);
    if (n) {
      go('r', +n[1]);
      e.querySelector('.n').focus();
    } else {
      e.classList.add('on');
      e.scrollIntoView({block: 'nearest'});
      var a = e.querySelector('a');
      if (a) a.focus({preventScroll: true});
    }
  }
  function step(by, same) {
    var from = current(), i = from < 0 ? (by > 0 ? 0 : records.length - 1) : from + by;
    if (same && from >= 0) {
      var who = speaker(records[from]);
      while (records[i] && speaker(records[i]) !== who) i += by;
    }
    select(i);
  }
  function speaker(e) {
    var who = e.querySelector('.who, b');
    return who ? who.textContent : '';
  }
  function copy(text, what) {
    if (!navigator.clipboard) { tell('The clipboard is out of reach here.'); return; }
    navigator.clipboard.writeText(text).then(function () { tell(what); }, function () { tell('The clipboard is out of reach here.'); });
  }
  function articles(by) {
    var list = all('main .refs > li > cite > a, main .remark cite a').filter(function (a, i, l) { return !i || a.href !== l[i - 1].href; });
    var i = list.indexOf(document.activeElement);
    var to = list[i < 0 ? (by > 0 ? 0 : list.length - 1) : i + by];
    if (to) to.focus();
  }
  var does = {
    next: function () { step(1); },
    previous: function () { step(-1); },
    nextArticle: function () { articles(1); },
    previousArticle: function () { articles(-1); },
    after: function () { step(1, true); },
    before: function () { step(-1, true); },
    open: function () {
      var e = records[current()];
      if (!e) return;
      if (held) go(location.hash[1] === 'r' ? 't' : 'r', held);
      else location.href = '/statements/' + encodeURIComponent(keyOf(e));
    },
    original: function () {
      var e = records[current()];
      if (e && e.dataset.original) location.href = e.dataset.original;
      else if (e) tell('The article has no address on the web.');
    },
    copy: function () {
      var e = records[current()];
      if (!e) return;
      var from = [speaker(e), (e.closest('[data-source]') || e).dataset.source].filter(Boolean).join(', ');
      copy(e.querySelector('blockquote').textContent + (from ? ' — ' + from : ''), 'Copied with its source.');
    },
    link: function () {
      var e = records[current()];
      if (e && !keyOf(e)) copy(location.href, 'Address copied.'); // of an older version
      else if (e) copy(location.origin + '/statements/' + encodeURIComponent(keyOf(e)), 'Address copied.');
    },
    search: function () { document.getElementById('q').focus(); },
    export: function () {
      var menu = document.getElementById('export');
      if (menu) { menu.open = true; menu.querySelector('a').focus(); }
    },
    reviewed: function () { does.reviewedStay(); step(1); },
    reviewedStay: function () {
      var e = records[current()];
      if (!e || !keyOf(e)) return;
      if (reviewed[keyOf(e)]) delete reviewed[keyOf(e)]; else reviewed[keyOf(e)] = 1;
      keep('readout-reviewed', JSON.stringify(reviewed));
      mark();
      tell(reviewed[keyOf(e)] ? 'Marked as reviewed.' : 'No longer marked.');
    },
    review: function () {
      if (review) endReview();
      else if (canReview) startReview();
      else tell('Statements are reviewed on the page of an article, by those who may correct it.');
    },
    reload: function () { location.reload(); },
    help: function () { location.href = '/help#keyboard'; },
    close: function () {
      var menu = document.querySelector('.menu[open]');
      if (menu) { menu.open = false; menu.querySelector('summary').focus(); return; }
      if (review) { endReview(); return; }
      held = 0;
      light(0);
      if (text) document.getElementById('article').style.top = '';
      all('.remark.on').forEach(function (e) { e.classList.remove('on'); });
      if (location.hash) history.replaceState(null, '', location.pathname + location.search);
    }
  };
  // The review: one statement of an article after the other is right, or wrong. The ledger keeps either as a correction.
  var review = null, canReview = text && text.dataset.missing, corrections = canReview && text.dataset.missing.replace(/missing$/, 'corrections');
  function ask(method, to, body) {
    return fetch(to, {method: method, headers: {'Content-Type': 'application/json'}, body: body && JSON.stringify(body)}).then(function (r) {
      if (r.status === 204) return null;
      return r.json().then(function (answer) {
        if (!r.ok) throw new Error(answer.detail || answer.title);
        return answer;
      });
    });
  }
  function show(e, verdict) {
    delete e.dataset.right;
    delete e.dataset.wrong;
    if (verdict) e.dataset[verdict] = 'now';
    mark();
  }
  function judge(e, verdict, kind) {
    var was = judged(e);
    if (was === verdict) { onward(); return; }
    if (review.busy) return;
    review.busy = true;
    ask('POST', corrections, {kind: kind, statement: keyOf(e), who: load('readout-name', '') || undefined}).then(function (c) {
      if (!review) return;
      review.undo.push({e: e, was: was, correction: c.id});
      show(e, verdict);
      onward();
    }).catch(function (err) { tell(err.message); }).then(function () { if (review) review.busy = false; });
  }
  function onward() {
    showProgress();
    if (records[current() + 1]) step(1); else tell('That was the last one.');
  }
  function showProgress() {
    var done = records.filter(function (e) { return judged(e) || reviewed[keyOf(e)]; }).length;
    review.bar.querySelector('output').textContent = done + ' of ' + records.length + ' reviewed';
  }
  var reviews = {
    right: function (e) { judge(e, 'right', 'right'); },
    wrong: function (e) { judge(e, 'wrong', 'not-a-statement'); },
    who: function (e) { location.href = '/statements/' + encodeURIComponent(keyOf(e)) + '/correct'; },
    skip: function () { onward(); },
    undo: function () {
      var last = review.undo.pop();
      if (!last) { tell('There is nothing to take back.'); return; }
      ask('DELETE', '/corrections/' + last.correction).then(function () {
        show(last.e, last.was);
        showProgress();
        select(records.indexOf(last.e));
      }).catch(function (err) { tell(err.message); });
    }
  };
  function startReview() {
    var bar = document.createElement('section');
    bar.className = 'review';
    bar.setAttribute('aria-label', 'Review');
    bar.append(document.createElement('output'));
    [['right', 'Right'], ['wrong', 'Not a statement'], ['who', 'Somebody else'], ['skip', 'Next'], ['undo', 'Undo'], ['review', 'End']].forEach(function (b) {
      var button = document.createElement('button'), kbd = document.createElement('kbd');
      button.type = 'button';
      kbd.dataset.key = b[0];
      button.append(b[1] + ' ', kbd);
      button.addEventListener('click', function () {
        if (b[0] === 'review') endReview();
        else if (records[current()] || b[0] === 'undo') reviews[b[0]](records[current()]);
      });
      bar.append(button);
    });
    document.body.append(bar);
    root.classList.add('reviewing');
    review = {bar: bar, undo: []};
    keepHere('readout-review', location.pathname);
    showKeys();
    showProgress();
    var first = records.findIndex(function (e) { return !judged(e) && !reviewed[keyOf(e)]; });
    select(first < 0 ? 0 : first);
  }
  function endReview() {
    review.bar.remove();
    review = null;
    root.classList.remove('reviewing');
    keepHere('readout-review', '');
    if (startButton) startButton.focus();
  }
  function keepHere(name, value) { try { sessionStorage.setItem(name, value); } catch (e) { /* no storage here */ } }
  var startButton = document.getElementById('review');
  if (startButton) startButton.addEventListener('click', does.review);
  if (canReview && records.length) {
    try { if (sessionStorage.getItem('readout-review') === location.pathname) startReview(); } catch (e) { /* no storage here */ }
  }
  var places = {h: '/', s: '/search', p: '/people', t: '/talks', c: '/calendar', a: '/articles', d: '/commitments'}, going = 0;
  document.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.target.type !== 'checkbox') return;
    if (!on && e.key !== 'Escape') return;
    if (Date.now() < going && places[e.key]) {
      going = 0;
      location.href = places[e.key];
      e.preventDefault();
      return;
    }
    if (e.key === keys.go) { going = Date.now() + 1500; return; }
    if (text && /^[1-7]$/.test(e.key)) {
      var hidden = (text.dataset.hide || '').split(' ').filter(Boolean), i = hidden.indexOf(e.key);
      if (i < 0) hidden.push(e.key); else hidden.splice(i, 1);
      text.dataset.hide = hidden.join(' ');
      return;
    }
    for (var mode in reviews) {
      if (review && keys[mode] === e.key && !/^(BUTTON|SUMMARY)$/.test(e.target.tagName) && (records[current()] || mode === 'undo')) {
        e.preventDefault();
        reviews[mode](records[current()]);
        return;
      }
    }
    for (var name in does) {
      if (keys[name] === e.key) {
        e.preventDefault();
        does[name]();
        return;
      }
    }
  });

  // The settings of the keyboard, on the help page.
  var box = document.getElementById('keys');
  if (box) {
    box.checked = on;
    box.addEventListener('change', function () {
      on = box.checked;
      keep('readout-keys', on ? 'on' : 'off');
    });
    all('[data-remap]').forEach(function (b) {
      if (!keys[b.dataset.remap]) { b.remove(); return; }
      b.addEventListener('click', function () {
        tell('Press the new key, or Escape to leave it.');
        document.addEventListener('keydown', function other(e) {
          if (e.key === 'Shift') return;
          document.removeEventListener('keydown', other, true);
          e.preventDefault();
          e.stopPropagation();
          if (e.key === 'Escape' || e.key === 'Tab') { tell('Left as it was.'); return; }
          var taken = Object.keys(keys).find(function (n) { return keys[n] === e.key && n !== b.dataset.remap; });
          if (taken || /^[1-7]$/.test(e.key)) { tell('This key does something else.'); return; }
          keys[b.dataset.remap] = own[b.dataset.remap] = e.key;
          keep('readout-keymap', JSON.stringify(own));
          showKeys();
          tell('Changed.');
        }, true);
      });
    });
    document.getElementById('keys-reset').addEventListener('click', function () {
      keep('readout-keymap', '{}');
      location.reload();
    });
  }

  // Menus close when something else is meant.
  document.addEventListener('click', function (e) {
    all('.menu[open]').forEach(function (m) { if (!m.contains(e.target)) m.open = false; });
  });

  // News: what is found from now on, on pages that show what is new.
  if (root.querySelector('[data-live]') && window.EventSource) {
    var n = 0, source = new EventSource('/events' + (root.querySelector('[data-live]').dataset.live || ''));
    source.addEventListener('statement', function () {
      n++;
      tell(n + (n === 1 ? ' new statement' : ' new statements') + ' – show', location.pathname + location.search);
    });
    addEventListener('pagehide', function () { source.close(); });
  }
})();
