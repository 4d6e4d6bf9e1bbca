-- An article in a ledger of schema 2, with a key that was taken out of use.
UPDATE settings SET value = '1' WHERE name = 'statements added';
INSERT INTO articles (id, key, version, title, publisher, url, published, language, statements) VALUES ('7dcvk5gafjuave5p', 'leaflet', 1, '', '', '', '', 'en', 1);
INSERT INTO versions (article, version, added, hash, models, title, publisher, url, published, statements, words, record) VALUES ('7dcvk5gafjuave5p', 1, '2026-11-25T05:17:40.475494Z', '2074d18333faf360007c71a912aa98a1d7d4802cf90fab3b007b1a07b722c29f', 'first', '', '', '', '', 1, 8, '{"readout":"1","article":{"id":"leaflet","language":"en","text":"The harbour office said ferries run as usual."},"entities":[{"id":"e1","name":"harbour office","kind":"organization","mentions":[{"start":4,"end":18,"text":"harbour office","form":"name"}]}],"statements":[{"id":"s1","form":"indirect","source":{"start":0,"end":18,"text":"The harbour office"},"speaker":"e1","basis":"named","cue":{"start":19,"end":23,"text":"said"},"content":[{"start":24,"end":44,"text":"ferries run as usual"}],"confidence":0.9}]}');
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
'''ferries'':1A ''run'':2A ''as'':3A ''usual'':4A',
-- +both
1847537893375, '66l2jdxgmvqwp5tk', '7dcvk5gafjuave5p', 's1', 1, '', 'harbour-office', 'The harbour office', 'said', 'ferries run as usual', 'indirect', NULL, 0, 0, '', 'form_indirect article_7dcvk5gafjuave5p speaker_harbour_office language_en', '{"Statement":{"ID":"s1","Form":"indirect","Source":{"Start":0,"End":18},"Speaker":"e1","Basis":"named","Cue":{"Start":19,"End":23},"Content":[{"Start":24,"End":44}],"Addressees":null,"Occasion":"","When":null,"Language":"","InReplyTo":"","Within":"","Acts":null,"Claims":null,"Confidence":0.9},"Words":["ferries run as usual"],"Before":"The harbour office said ","After":"."}');
INSERT INTO speakers (statement, identity) VALUES (1847537893375, 'harbour-office');
INSERT INTO keys (id, name, hash, created, used, revoked) VALUES ('0123456789ab', 'old desk', '00', '2026-11-25T05:17:40.475494Z', '', 1);
