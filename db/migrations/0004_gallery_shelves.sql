DROP INDEX `images_user_shelf_kind_created` ON `images`;--> statement-breakpoint
CREATE INDEX `images_user_created` ON `images` (`user_id`,`created_at`,`id`,`shelf`);--> statement-breakpoint
CREATE INDEX `images_user_kind_created` ON `images` (`user_id`,`kind`,`created_at`,`id`,`shelf`);