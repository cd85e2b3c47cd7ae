ALTER TABLE `generations` ADD `kind` enum('describe','restyle') DEFAULT 'describe' NOT NULL;--> statement-breakpoint
UPDATE `generations` SET `kind` = 'restyle' WHERE `prompt` IS NULL;
