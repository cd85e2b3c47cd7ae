CREATE TABLE `leak_checks` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`asked_by` bigint unsigned,
	`status` enum('queued','running','done','failed') NOT NULL DEFAULT 'queued',
	`asked` int unsigned NOT NULL DEFAULT 0,
	`total` int unsigned NOT NULL DEFAULT 0,
	`leaks` int unsigned NOT NULL DEFAULT 0,
	`unanswered` int unsigned NOT NULL DEFAULT 0,
	`report` json,
	`traces` json,
	`last_error` varchar(500),
	`created_at` datetime(3) NOT NULL,
	`finished_at` datetime(3),
	CONSTRAINT `leak_checks_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `processes` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`uuid` char(36) NOT NULL,
	`kind` enum('server','worker') NOT NULL,
	`host` varchar(255) NOT NULL,
	`address` varchar(300),
	`started_at` datetime(3) NOT NULL,
	`seen_at` datetime(3) NOT NULL,
	CONSTRAINT `processes_id` PRIMARY KEY(`id`),
	CONSTRAINT `processes_uuid` UNIQUE(`uuid`)
);
--> statement-breakpoint
DROP INDEX `reports_status` ON `reports`;--> statement-breakpoint
ALTER TABLE `images` ADD `hidden_answer` varchar(1000);--> statement-breakpoint
ALTER TABLE `notifications` ADD `about` varchar(80);--> statement-breakpoint
ALTER TABLE `notifications` ADD `mail_due_at` datetime(3);--> statement-breakpoint
ALTER TABLE `reports` ADD `reporter_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `reports` ADD `kind` enum('sexual','violence','hate','privacy','copyright','spam','other') NOT NULL;--> statement-breakpoint
ALTER TABLE `notifications` ADD CONSTRAINT `notifications_once` UNIQUE(`user_id`,`about`);--> statement-breakpoint
ALTER TABLE `leak_checks` ADD CONSTRAINT `leak_checks_asked_by_users_id_fk` FOREIGN KEY (`asked_by`) REFERENCES `users`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `leak_checks_asked_by` ON `leak_checks` (`asked_by`);--> statement-breakpoint
CREATE INDEX `processes_seen` ON `processes` (`seen_at`);--> statement-breakpoint
ALTER TABLE `reports` ADD CONSTRAINT `reports_reporter_id_users_id_fk` FOREIGN KEY (`reporter_id`) REFERENCES `users`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `images_user_hidden` ON `images` (`user_id`,`hidden_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_hidden` ON `images` (`hidden_at`,`id`);--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`user_id`,`read_at`,`id`);--> statement-breakpoint
CREATE INDEX `notifications_mail_due` ON `notifications` (`mail_due_at`);--> statement-breakpoint
CREATE INDEX `notifications_created` ON `notifications` (`created_at`);--> statement-breakpoint
CREATE INDEX `reports_by_status` ON `reports` (`status`,`image_id`,`id`);--> statement-breakpoint
ALTER TABLE `reports` DROP COLUMN `answer`;