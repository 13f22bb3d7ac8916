ALTER TABLE intake.cursor ADD COLUMN attempts int NOT NULL DEFAULT 0;
COMMENT ON COLUMN intake.cursor.attempts IS 'How often what comes next was begun and not ended: counted before, outside of its transaction, and back to 0 with it. What ends the process every time is put aside.';
