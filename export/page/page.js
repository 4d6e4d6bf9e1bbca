(function () {
  'use strict';
  var root = document.documentElement, held = 0;
  root.classList.add('on');
  function each(list, f) { Array.prototype.forEach.call(list, f); }
  function out() {
    each(document.querySelectorAll('.lit,.lit-s,.lit-c'), function (e) { e.classList.remove('lit', 'lit-s', 'lit-c'); });
  }
  function light(n) {
    out();
    if (!n) return;
    each(document.querySelectorAll('.x' + n), function (e) { e.classList.add('lit'); });
    each(document.querySelectorAll('.s' + n), function (e) { e.classList.add('lit-s'); });
    each(document.querySelectorAll('.c' + n), function (e) { e.classList.add('lit-c'); });
  }
  function entryOf(e) {
    var li = e.closest && e.closest('#record li');
    if (li) return +li.id.slice(1);
    var chip = e.closest && e.closest('main .n');
    if (chip) return +chip.id.slice(1);
    var words = e.closest && e.closest('main [class*=x]'), m = words && words.className.match(/(?:^|\s)x(\d+)/g);
    return m ? +m[m.length - 1].trim().slice(1) : 0;
  }
  function go(side, n) {
    held = n;
    location.hash = '#' + side + n;
  }
  function hover(e) { var n = entryOf(e.target); light(n || held); }
  document.addEventListener('mouseover', hover);
  document.addEventListener('focusin', hover);
  document.addEventListener('click', function (e) {
    if (e.target.closest('a,summary,label,input') || String(getSelection())) return;
    var n = entryOf(e.target);
    if (n) go(e.target.closest('main') ? 'r' : 't', n);
  });
  addEventListener('hashchange', function () {
    var m = location.hash.match(/^#[rt](\d+)$/);
    held = m ? +m[1] : 0;
    light(held);
    var to = m && document.getElementById('r' + m[1]), d = to && to.closest('details');
    if (d) d.open = true;
  });
  var keys = document.getElementById('keys');
  if (!keys) return;
  try { keys.checked = localStorage.getItem('readout-keys') !== 'off'; } catch (e) { /* no storage here */ }
  keys.addEventListener('change', function () {
    try { localStorage.setItem('readout-keys', keys.checked ? 'on' : 'off'); } catch (e) { /* no storage here */ }
  });
  document.addEventListener('keydown', function (e) {
    if (!keys.checked || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    var chips = Array.prototype.slice.call(document.querySelectorAll('#said .n,#unknown .n'));
    var at = chips.findIndex(function (c) { return +c.parentNode.id.slice(1) === held; });
    if (e.key === 'j' || e.key === 'k') {
      var next = chips[e.key === 'j' ? at + 1 : at < 0 ? chips.length - 1 : at - 1];
      if (next) { go('r', +next.parentNode.id.slice(1)); next.focus(); }
    } else if (e.key === 'o' && held) {
      go(location.hash[1] === 'r' ? 't' : 'r', held);
    } else if (e.key === '?') {
      var key = document.querySelector('.key');
      key.open = true;
      key.querySelector('summary').focus();
    } else if (e.key === 'Escape') {
      held = 0;
      out();
      history.replaceState(null, '', location.pathname + location.search);
    } else return;
    e.preventDefault();
  });
})();
