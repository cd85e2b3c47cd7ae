CREATE TABLE `style_favorites` (
	`user_id` bigint unsigned NOT NULL,
	`style_id` bigint unsigned NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `style_favorites_user_id_style_id_pk` PRIMARY KEY(`user_id`,`style_id`)
);
--> statement-breakpoint
ALTER TABLE `styles` ADD `filter` varchar(60);--> statement-breakpoint
UPDATE `styles` SET `filter` = `slug` WHERE `kind` = 'filter';--> statement-breakpoint
ALTER TABLE `style_favorites` ADD CONSTRAINT `style_favorites_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `style_favorites` ADD CONSTRAINT `style_favorites_style_id_styles_id_fk` FOREIGN KEY (`style_id`) REFERENCES `styles`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `style_favorites_style` ON `style_favorites` (`style_id`);