-- How far the events reach that the head counts, and which there are besides.
--   $1  how many the head counts
SELECT (SELECT max(position) FROM events WHERE position >= 0 AND position < $1),
       (SELECT min(position) FROM events WHERE position >= $1), (SELECT count(*) FROM events WHERE position >= $1),
       (SELECT min(position) FROM events WHERE position < 0), (SELECT count(*) FROM events WHERE position < 0)
