-- The pages list submissions newest first, all of them or one sender's.
CREATE INDEX submission_received ON intake.submission (received_at DESC, id DESC);
CREATE INDEX submission_sender ON intake.submission (token_id, received_at DESC, id DESC);
