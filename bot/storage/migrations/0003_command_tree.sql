-- The version of the slash commands that Discord last took from this program: syncing is limited to some
-- hundred times a day, so an unchanged tree is not sent again. Another application has its own commands.

CREATE TABLE command_tree (
    application_id INTEGER PRIMARY KEY,
    hash           TEXT NOT NULL CHECK (hash <> '')
) STRICT;
