CREATE TABLE `spendings` (
	`month` char(7) NOT NULL,
	`backend_id` bigint unsigned NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`pictures` int unsigned NOT NULL,
	`micros` bigint unsigned NOT NULL,
	CONSTRAINT `spendings_month_backend_id_user_id_pk` PRIMARY KEY(`month`,`backend_id`,`user_id`)
);
--> statement-breakpoint
ALTER TABLE `users` ADD `quota_pictures` int unsigned;--> statement-breakpoint
ALTER TABLE `users` ADD `quota_storage_mb` int unsigned;--> statement-breakpoint
ALTER TABLE `users` ADD `quota_open` int unsigned;--> statement-breakpoint
ALTER TABLE `generations` ADD `price_micros` bigint unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `images` ADD `bytes` int unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `images` INNER JOIN `blobs` ON `blobs`.`id` = `images`.`blob_id` SET `images`.`bytes` = `blobs`.`bytes`;--> statement-breakpoint
ALTER TABLE `backends` ADD `ceiling_micros` bigint unsigned;--> statement-breakpoint
ALTER TABLE `models` ADD `price_micros` bigint unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `spendings_user` ON `spendings` (`user_id`,`month`);--> statement-breakpoint
CREATE INDEX `users_disabled` ON `users` (`disabled_at`,`id`);--> statement-breakpoint
CREATE INDEX `users_verified` ON `users` (`email_verified_at`,`id`);--> statement-breakpoint
CREATE INDEX `generations_user_created` ON `generations` (`user_id`,`created_at`,`status`,`count`);--> statement-breakpoint
CREATE INDEX `images_user_bytes` ON `images` (`user_id`,`bytes`);