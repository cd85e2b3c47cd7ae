CREATE TABLE `image_terms` (
	`listed` tinyint NOT NULL,
	`term` varchar(40) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`image_id` bigint unsigned NOT NULL,
	CONSTRAINT `image_terms_listed_term_created_at_image_id_pk` PRIMARY KEY(`listed`,`term`,`created_at`,`image_id`)
);
--> statement-breakpoint
DROP INDEX `images_user_created` ON `images`;--> statement-breakpoint
ALTER TABLE `images` ADD `shelf` enum('kept','temporary','trashed') GENERATED ALWAYS AS ((case when state <> 'ready' or hidden_at is not null then null when trashed_at is not null then 'trashed' when is_temp = 1 then 'temporary' else 'kept' end)) STORED;--> statement-breakpoint
ALTER TABLE `images` ADD `terms_version` tinyint unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `image_terms` ADD CONSTRAINT `image_terms_image_id_images_id_fk` FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `image_terms_image` ON `image_terms` (`image_id`);--> statement-breakpoint
CREATE INDEX `users_name` ON `users` (`name`);--> statement-breakpoint
CREATE INDEX `images_user_shelf_created` ON `images` (`user_id`,`shelf`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_user_shelf_kind_created` ON `images` (`user_id`,`shelf`,`kind`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_terms` ON `images` (`terms_version`,`id`);