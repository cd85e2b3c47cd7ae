CREATE TABLE `queue_pauses` (
	`pool` varchar(40) NOT NULL,
	`paused_at` datetime(3) NOT NULL,
	`paused_by` bigint unsigned,
	CONSTRAINT `queue_pauses_pool` PRIMARY KEY(`pool`)
);
--> statement-breakpoint
CREATE TABLE `daily_stats` (
	`day` date NOT NULL,
	`measure` varchar(30) NOT NULL,
	`label` varchar(60) NOT NULL,
	`value` bigint unsigned NOT NULL,
	CONSTRAINT `daily_stats_day_measure_label_pk` PRIMARY KEY(`day`,`measure`,`label`)
);
--> statement-breakpoint
CREATE TABLE `stat_counts` (
	`id` tinyint unsigned NOT NULL,
	`counted_at` datetime(3) NOT NULL,
	`took_ms` int unsigned NOT NULL,
	`figures` json NOT NULL,
	CONSTRAINT `stat_counts_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `generations` DROP INDEX `generations_backend`, ADD INDEX `generations_backend` (`backend_id`,`status`,`finished_at`);--> statement-breakpoint
ALTER TABLE `queue_pauses` ADD CONSTRAINT `queue_pauses_paused_by_users_id_fk` FOREIGN KEY (`paused_by`) REFERENCES `users`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `users_created` ON `users` (`created_at`);--> statement-breakpoint
CREATE INDEX `blobs_created` ON `blobs` (`created_at`);--> statement-breakpoint
CREATE INDEX `generations_finished` ON `generations` (`finished_at`,`status`,`backend_id`);--> statement-breakpoint
CREATE INDEX `images_kind` ON `images` (`kind`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `mails_status` ON `mails` (`status`,`id`);