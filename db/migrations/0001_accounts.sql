CREATE TABLE `account_exports` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`uuid` char(36) NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`status` enum('queued','ready','failed') NOT NULL DEFAULT 'queued',
	`bytes` bigint unsigned,
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `account_exports_id` PRIMARY KEY(`id`),
	CONSTRAINT `account_exports_uuid` UNIQUE(`uuid`)
);
--> statement-breakpoint
ALTER TABLE `account_exports` ADD CONSTRAINT `account_exports_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `account_exports_user` ON `account_exports` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `account_exports_expires` ON `account_exports` (`expires_at`);