ALTER TABLE `generations` ADD `may_move` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `generations` ADD `stands_in_for` varchar(100);