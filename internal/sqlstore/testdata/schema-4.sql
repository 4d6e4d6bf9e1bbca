-- An article in a ledger of schema 4, with a key that was taken out of use and a topic that somebody named.
UPDATE settings SET value = '1' WHERE name = 'statements added';
INSERT INTO articles (id, key, version, title, publisher, url, published, language, statements) VALUES ('7dcvk5gafjuave5p', 'leaflet', 1, '', '', '', '', 'en', 1);
INSERT INTO versions (article, version, added, hash, models, title, publisher, url, published, statements, words, record) VALUES ('7dcvk5gafjuave5p', 1, '2026-11-25T05:17:40.475494Z', '2074d18333faf360007c71a912aa98a1d7d4802cf90fab3b007b1a07b722c29f', 'first', '', '', '', '', 1, 8, 
-- +only sqlite3
X'78BBB93DD46F22D475C8494D4CCB492DC1D2A287166FA0567A466251527E6991427E5A5A66722AD8B50A69A9A0E2BC58A1A8344F21B158A1B4B83431478F70531BD5289C4D676C2D571368C96B6801771C8669D06A0DA9AD48A882C457031A60DA88191C78AA45EC159CA125D4582363622A392398BF4D4CE0CAB105BE522DD6EA023000C082A6EA');
-- +only postgres
'\x78bbb93dd46f22d475c8494d4ccb492dc1d2a287166fa0567a466251527e6991427e5a5a66722ad8b50a69a9a0e2bc58a1a8344f21b158a1b4b83431478f70531bd5289c4d676c2d571368c96b6801771c8669d06a0da9ad48a882c457031a60da88191c78aa45ec159ca125d4582363622a392398bf4d4ce0cab105be522dd6ea023000c082a6ea');
-- +both
INSERT INTO identities (id, identity, name, kind, family, key, bare, split, into_id, bond, appearances, statements, spoken, all_appearances, all_statements, all_spoken) VALUES ('harbour-office', 'harbour-office', 'harbour office', 'organization', 'organization harbour office', 'harbour office', 1, 0, NULL, '', 1, 1, 0, 1, 1, 0);
INSERT INTO identity_names (name, identity) VALUES ('harbour office', 'harbour-office');
INSERT INTO identity_names (name, identity) VALUES ('office', 'harbour-office');
INSERT INTO appearances (article, entity, identity, name, kind, family, key, country, date, basis, words, evidence) VALUES ('7dcvk5gafjuave5p', 'e1', 'harbour-office', 'harbour office', 'organization', 'organization harbour office', 'harbour office', '', '', 'name', 'harbour office', 'null');
INSERT INTO attested (identity, field, text, article, date) VALUES ('harbour-office', 'name', 'harbour office', '7dcvk5gafjuave5p', '');
INSERT INTO statements (
-- +only postgres
vector, 
-- +both
id, key, article, statement, added, date, speaker, source, cue, said, form, occasion, claim, corrected, about, fields, data) VALUES (
-- +only postgres
'''ferries'':1 ''run'':2 ''as'':3 ''usual'':4 ''=form_indirect'' ''=article_7dcvk5gafjuave5p'' ''=speaker_harbour_office'' ''=language_en''',
-- +both
1847537893375, '66l2jdxgmvqwp5tk', '7dcvk5gafjuave5p', 's1', 1, '', 'harbour-office', 'The harbour office', 'said', 'ferries run as usual', 'indirect', NULL, 0, 0, '', 'form_indirect article_7dcvk5gafjuave5p speaker_harbour_office language_en', 
-- +only sqlite3
X'78BBB93DD46F22545A10531C185AE0CEDFD873AA212C248D8CB1E7522313A80213935A427950899C6CA2843DBAB1C6247244A6A5826AA96285A2D23C85C46285D2E2D2C41C94A804F55A32128B92F24B8B14F2D3D2329353C1B1A780147B7A4AB5800100A57074CB');
-- +only postgres
'\x78bbb93dd46f22545a10531c185ae0cedfd873aa212c248d8cb1e7522313a80213935a427950899c6ca2843dbab1c6247244a6a5826aa96285a2d23c85c46285d2e2d2c41c94a804f55a32128b92f24b8b14f2d3d2329353c1b1a780147b7a4ab5800100a57074cb');
-- +both
INSERT INTO speakers (statement, identity) VALUES (1847537893375, 'harbour-office');
INSERT INTO keys (id, name, hash, created, used, revoked) VALUES ('0123456789ab', 'old desk', '00', '2026-11-25T05:17:40.475494Z', '', 1);
INSERT INTO links (id, kind, a, b, who, at, note, withdrawn, withdrawn_by) VALUES ('fedcba987654', 'topic', 'traffic', 'ferries', 'old desk', '2026-11-25T05:17:40.475494Z', '', '', '');
