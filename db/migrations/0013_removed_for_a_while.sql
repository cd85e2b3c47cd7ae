ALTER TABLE `backends` ADD `removed_at` datetime(3);--> statement-breakpoint
ALTER TABLE `backends` ADD `removed_name` varchar(100);--> statement-breakpoint
ALTER TABLE `backends` ADD `was_enabled` boolean;--> statement-breakpoint
ALTER TABLE `styles` ADD `removed_at` datetime(3);--> statement-breakpoint
ALTER TABLE `styles` ADD `removed_slug` varchar(60);