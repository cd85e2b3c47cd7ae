CREATE TABLE `api_tokens` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`name` varchar(100) NOT NULL,
	`token_hash` char(64) NOT NULL,
	`scopes` json NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3),
	`last_used_at` datetime(3),
	`revoked_at` datetime(3),
	CONSTRAINT `api_tokens_id` PRIMARY KEY(`id`),
	CONSTRAINT `api_tokens_hash` UNIQUE(`token_hash`)
);
--> statement-breakpoint
CREATE TABLE `guests` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`uuid` char(36) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`last_seen_at` datetime(3) NOT NULL,
	`claimed_by` bigint unsigned,
	`claimed_at` datetime(3),
	CONSTRAINT `guests_id` PRIMARY KEY(`id`),
	CONSTRAINT `guests_uuid` UNIQUE(`uuid`)
);
--> statement-breakpoint
CREATE TABLE `one_time_tokens` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`purpose` enum('verify','reset','email_old','email_new','sign_in') NOT NULL,
	`token_hash` char(64) NOT NULL,
	`subject` varchar(254),
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	`used_at` datetime(3),
	CONSTRAINT `one_time_tokens_id` PRIMARY KEY(`id`),
	CONSTRAINT `one_time_tokens_hash` UNIQUE(`token_hash`)
);
--> statement-breakpoint
CREATE TABLE `refresh_tokens` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`session_id` bigint unsigned NOT NULL,
	`token_hash` char(64) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	`used_at` datetime(3),
	`successor` text,
	CONSTRAINT `refresh_tokens_id` PRIMARY KEY(`id`),
	CONSTRAINT `refresh_tokens_hash` UNIQUE(`token_hash`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`kind` enum('browser','api') NOT NULL,
	`device` varchar(200) NOT NULL DEFAULT '',
	`address_prefix` varchar(50) NOT NULL DEFAULT '',
	`created_at` datetime(3) NOT NULL,
	`last_seen_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	`revoked_at` datetime(3),
	CONSTRAINT `sessions_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`email` varchar(254) NOT NULL,
	`name` varchar(100) NOT NULL,
	`handle` varchar(40) NOT NULL,
	`password_hash` varchar(255) NOT NULL,
	`role` enum('user','member','admin') NOT NULL DEFAULT 'user',
	`email_verified_at` datetime(3),
	`disabled_at` datetime(3),
	`delete_after` datetime(3),
	`keep_public_images` boolean NOT NULL DEFAULT false,
	`theme_preference` enum('light','dark','system') NOT NULL DEFAULT 'system',
	`locale` varchar(10) NOT NULL DEFAULT 'en',
	`email_notifications` boolean NOT NULL DEFAULT true,
	`default_visibility` enum('public','private') NOT NULL DEFAULT 'public',
	`show_sensitive` boolean NOT NULL DEFAULT false,
	`navigation_state` json,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `users_id` PRIMARY KEY(`id`),
	CONSTRAINT `users_email` UNIQUE(`email`),
	CONSTRAINT `users_handle` UNIQUE(`handle`)
);
--> statement-breakpoint
CREATE TABLE `generations` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`uuid` char(36) NOT NULL,
	`user_id` bigint unsigned,
	`guest_id` bigint unsigned,
	`status` enum('queued','running','succeeded','failed','cancelled') NOT NULL DEFAULT 'queued',
	`prompt` text,
	`negative_prompt` text,
	`source_image_id` bigint unsigned,
	`style_id` bigint unsigned,
	`backend_id` bigint unsigned,
	`backend_kind` varchar(30) NOT NULL,
	`model` varchar(100) NOT NULL,
	`params` json NOT NULL,
	`strength` double,
	`seed` int unsigned NOT NULL,
	`width` int unsigned NOT NULL,
	`height` int unsigned NOT NULL,
	`count` tinyint unsigned NOT NULL DEFAULT 1,
	`is_public` boolean NOT NULL DEFAULT false,
	`is_temp` boolean NOT NULL DEFAULT false,
	`batch_uuid` char(36),
	`progress` tinyint unsigned NOT NULL DEFAULT 0,
	`error_code` varchar(40),
	`error_message` varchar(500),
	`remote_id` varchar(200),
	`cancel_requested_at` datetime(3),
	`dismissed_at` datetime(3),
	`created_at` datetime(3) NOT NULL,
	`started_at` datetime(3),
	`finished_at` datetime(3),
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `generations_id` PRIMARY KEY(`id`),
	CONSTRAINT `generations_uuid` UNIQUE(`uuid`)
);
--> statement-breakpoint
CREATE TABLE `blobs` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`sha256` char(64) NOT NULL,
	`mime` varchar(50) NOT NULL,
	`bytes` int unsigned NOT NULL,
	`width` int unsigned NOT NULL,
	`height` int unsigned NOT NULL,
	`thumbhash` varchar(60) NOT NULL,
	`dominant_color` varchar(7) NOT NULL,
	`refs` int unsigned NOT NULL DEFAULT 0,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `blobs_id` PRIMARY KEY(`id`),
	CONSTRAINT `blobs_sha256` UNIQUE(`sha256`)
);
--> statement-breakpoint
CREATE TABLE `favorites` (
	`user_id` bigint unsigned NOT NULL,
	`image_id` bigint unsigned NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `favorites_user_id_image_id_pk` PRIMARY KEY(`user_id`,`image_id`)
);
--> statement-breakpoint
CREATE TABLE `images` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`uuid` char(36) NOT NULL,
	`kind` enum('uploaded','generated','styled') NOT NULL,
	`state` enum('pending','ready','failed') NOT NULL DEFAULT 'pending',
	`user_id` bigint unsigned,
	`guest_id` bigint unsigned,
	`is_public` boolean NOT NULL DEFAULT false,
	`is_temp` boolean NOT NULL DEFAULT false,
	`is_sensitive` boolean NOT NULL DEFAULT false,
	`is_sample` boolean NOT NULL DEFAULT false,
	`name` varchar(200) NOT NULL,
	`title` varchar(200),
	`alt` varchar(2000),
	`prompt` text,
	`blob_id` bigint unsigned,
	`width` int unsigned NOT NULL DEFAULT 0,
	`height` int unsigned NOT NULL DEFAULT 0,
	`thumbhash` varchar(60),
	`dominant_color` varchar(7),
	`parent_id` bigint unsigned,
	`had_parent` boolean NOT NULL DEFAULT false,
	`generation_id` bigint unsigned,
	`ordinal` tinyint unsigned NOT NULL DEFAULT 0,
	`style_id` bigint unsigned,
	`model` varchar(100),
	`recipe` json,
	`strength` double,
	`likes_count` int unsigned NOT NULL DEFAULT 0,
	`version` int unsigned NOT NULL DEFAULT 1,
	`trashed_at` datetime(3),
	`hidden_at` datetime(3),
	`hidden_reason` varchar(500),
	`missing_at` datetime(3),
	`expires_at` datetime(3),
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	`listed` tinyint GENERATED ALWAYS AS ((case when state = 'ready' and is_public = 1 and is_temp = 0 and trashed_at is null and hidden_at is null then 1 else 0 end)) STORED,
	CONSTRAINT `images_id` PRIMARY KEY(`id`),
	CONSTRAINT `images_uuid` UNIQUE(`uuid`)
);
--> statement-breakpoint
CREATE TABLE `variants` (
	`blob_id` bigint unsigned NOT NULL,
	`name` varchar(20) NOT NULL,
	`mime` varchar(50) NOT NULL,
	`bytes` int unsigned NOT NULL,
	`width` int unsigned NOT NULL,
	`height` int unsigned NOT NULL,
	CONSTRAINT `variants_blob_id_name_pk` PRIMARY KEY(`blob_id`,`name`)
);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(60) NOT NULL,
	`user_id` bigint unsigned,
	`guest_id` bigint unsigned,
	`payload` json NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `events_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(60) NOT NULL,
	`pool` varchar(40) NOT NULL,
	`payload` json NOT NULL,
	`subject_id` bigint unsigned,
	`status` enum('waiting','running','done','failed','cancelled') NOT NULL DEFAULT 'waiting',
	`priority` tinyint unsigned NOT NULL DEFAULT 5,
	`lane` varchar(40) NOT NULL,
	`rank` bigint unsigned NOT NULL,
	`run_after` datetime(3) NOT NULL,
	`attempts` int unsigned NOT NULL DEFAULT 0,
	`attempts_max` int unsigned NOT NULL,
	`lease_token` char(36),
	`leased_until` datetime(3),
	`last_error` varchar(1000),
	`created_at` datetime(3) NOT NULL,
	`finished_at` datetime(3),
	CONSTRAINT `jobs_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`actor_id` bigint unsigned,
	`action` varchar(60) NOT NULL,
	`subject` varchar(100) NOT NULL,
	`before` json,
	`after` json,
	`reason` varchar(500),
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `audit_entries_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`viewer` varchar(80) NOT NULL,
	`route` varchar(80) NOT NULL,
	`key` varchar(128) NOT NULL,
	`body_hash` char(64) NOT NULL,
	`status` int unsigned,
	`answer` json,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `idempotency_keys_viewer_route_key_pk` PRIMARY KEY(`viewer`,`route`,`key`)
);
--> statement-breakpoint
CREATE TABLE `mails` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`recipient` varchar(254) NOT NULL,
	`subject` varchar(300) NOT NULL,
	`body` text,
	`status` enum('queued','sent','kept','failed') NOT NULL DEFAULT 'queued',
	`last_error` varchar(500),
	`created_at` datetime(3) NOT NULL,
	`sent_at` datetime(3),
	CONSTRAINT `mails_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`user_id` bigint unsigned NOT NULL,
	`name` varchar(60) NOT NULL,
	`payload` json NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`read_at` datetime(3),
	CONSTRAINT `notifications_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `rate_limits` (
	`key` varchar(255) NOT NULL,
	`points` int NOT NULL DEFAULT 0,
	`expire` bigint unsigned,
	CONSTRAINT `rate_limits_key` PRIMARY KEY(`key`)
);
--> statement-breakpoint
CREATE TABLE `reports` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`image_id` bigint unsigned NOT NULL,
	`reporter` varchar(80) NOT NULL,
	`reason` varchar(1000) NOT NULL,
	`status` enum('open','upheld','dismissed') NOT NULL DEFAULT 'open',
	`answer` varchar(1000),
	`created_at` datetime(3) NOT NULL,
	`decided_at` datetime(3),
	`decided_by` bigint unsigned,
	CONSTRAINT `reports_id` PRIMARY KEY(`id`),
	CONSTRAINT `reports_once` UNIQUE(`image_id`,`reporter`)
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` varchar(60) NOT NULL,
	`value` json NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	`updated_by` bigint unsigned,
	CONSTRAINT `settings_key` PRIMARY KEY(`key`)
);
--> statement-breakpoint
CREATE TABLE `backends` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`kind` varchar(30) NOT NULL,
	`name` varchar(100) NOT NULL,
	`config` json NOT NULL,
	`secrets` text,
	`enabled` boolean NOT NULL DEFAULT true,
	`is_default` boolean NOT NULL DEFAULT false,
	`concurrency` int unsigned NOT NULL DEFAULT 1,
	`sort_order` int NOT NULL DEFAULT 0,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `backends_id` PRIMARY KEY(`id`),
	CONSTRAINT `backends_name` UNIQUE(`name`)
);
--> statement-breakpoint
CREATE TABLE `models` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`backend_id` bigint unsigned NOT NULL,
	`name` varchar(100) NOT NULL,
	`title` varchar(100) NOT NULL,
	`enabled` boolean NOT NULL DEFAULT true,
	`shutdown_at` datetime(3),
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `models_id` PRIMARY KEY(`id`),
	CONSTRAINT `models_backend_name` UNIQUE(`backend_id`,`name`)
);
--> statement-breakpoint
CREATE TABLE `styles` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`slug` varchar(60) NOT NULL,
	`title` varchar(100) NOT NULL,
	`description` varchar(500) NOT NULL,
	`model_id` bigint unsigned NOT NULL,
	`kind` enum('filter','prompt') NOT NULL,
	`prompt_template` text,
	`negative_prompt` text,
	`params` json NOT NULL,
	`strength_default` double NOT NULL DEFAULT 1,
	`enabled` boolean NOT NULL DEFAULT true,
	`sort_order` int NOT NULL DEFAULT 0,
	`user_id` bigint unsigned,
	`is_shared` boolean NOT NULL DEFAULT true,
	`version` int unsigned NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `styles_id` PRIMARY KEY(`id`),
	CONSTRAINT `styles_slug` UNIQUE(`slug`)
);
--> statement-breakpoint
ALTER TABLE `api_tokens` ADD CONSTRAINT `api_tokens_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `guests` ADD CONSTRAINT `guests_claimed_by_users_id_fk` FOREIGN KEY (`claimed_by`) REFERENCES `users`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `one_time_tokens` ADD CONSTRAINT `one_time_tokens_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `refresh_tokens` ADD CONSTRAINT `refresh_tokens_session_id_sessions_id_fk` FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `sessions` ADD CONSTRAINT `sessions_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `generations` ADD CONSTRAINT `generations_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `generations` ADD CONSTRAINT `generations_guest_id_guests_id_fk` FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `generations` ADD CONSTRAINT `generations_source_image_id_images_id_fk` FOREIGN KEY (`source_image_id`) REFERENCES `images`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `generations` ADD CONSTRAINT `generations_style_id_styles_id_fk` FOREIGN KEY (`style_id`) REFERENCES `styles`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `generations` ADD CONSTRAINT `generations_backend_id_backends_id_fk` FOREIGN KEY (`backend_id`) REFERENCES `backends`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `favorites` ADD CONSTRAINT `favorites_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `favorites` ADD CONSTRAINT `favorites_image_id_images_id_fk` FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `images` ADD CONSTRAINT `images_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `images` ADD CONSTRAINT `images_guest_id_guests_id_fk` FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `images` ADD CONSTRAINT `images_blob_id_blobs_id_fk` FOREIGN KEY (`blob_id`) REFERENCES `blobs`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `images` ADD CONSTRAINT `images_parent_id_images_id_fk` FOREIGN KEY (`parent_id`) REFERENCES `images`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `images` ADD CONSTRAINT `images_generation_id_generations_id_fk` FOREIGN KEY (`generation_id`) REFERENCES `generations`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `images` ADD CONSTRAINT `images_style_id_styles_id_fk` FOREIGN KEY (`style_id`) REFERENCES `styles`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `variants` ADD CONSTRAINT `variants_blob_id_blobs_id_fk` FOREIGN KEY (`blob_id`) REFERENCES `blobs`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD CONSTRAINT `audit_entries_actor_id_users_id_fk` FOREIGN KEY (`actor_id`) REFERENCES `users`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `notifications` ADD CONSTRAINT `notifications_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `reports` ADD CONSTRAINT `reports_image_id_images_id_fk` FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `reports` ADD CONSTRAINT `reports_decided_by_users_id_fk` FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `settings` ADD CONSTRAINT `settings_updated_by_users_id_fk` FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `models` ADD CONSTRAINT `models_backend_id_backends_id_fk` FOREIGN KEY (`backend_id`) REFERENCES `backends`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `styles` ADD CONSTRAINT `styles_model_id_models_id_fk` FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `styles` ADD CONSTRAINT `styles_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `api_tokens_user` ON `api_tokens` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `guests_last_seen` ON `guests` (`last_seen_at`);--> statement-breakpoint
CREATE INDEX `one_time_tokens_user` ON `one_time_tokens` (`user_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `one_time_tokens_expires` ON `one_time_tokens` (`expires_at`);--> statement-breakpoint
CREATE INDEX `refresh_tokens_session` ON `refresh_tokens` (`session_id`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`,`last_seen_at`);--> statement-breakpoint
CREATE INDEX `sessions_expires` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE INDEX `users_role` ON `users` (`role`,`id`);--> statement-breakpoint
CREATE INDEX `users_delete_after` ON `users` (`delete_after`);--> statement-breakpoint
CREATE INDEX `generations_user` ON `generations` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `generations_guest` ON `generations` (`guest_id`,`id`);--> statement-breakpoint
CREATE INDEX `generations_batch` ON `generations` (`batch_uuid`,`id`);--> statement-breakpoint
CREATE INDEX `generations_status` ON `generations` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `generations_backend` ON `generations` (`backend_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `blobs_refs` ON `blobs` (`refs`,`created_at`);--> statement-breakpoint
CREATE INDEX `favorites_image` ON `favorites` (`image_id`);--> statement-breakpoint
CREATE INDEX `favorites_user_created` ON `favorites` (`user_id`,`created_at`,`image_id`);--> statement-breakpoint
CREATE INDEX `images_listed_created` ON `images` (`listed`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_listed_likes` ON `images` (`listed`,`likes_count`,`id`);--> statement-breakpoint
CREATE INDEX `images_listed_updated` ON `images` (`listed`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_user_listed_created` ON `images` (`user_id`,`listed`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_user_created` ON `images` (`user_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_user_updated` ON `images` (`user_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_user_trashed` ON `images` (`user_id`,`trashed_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_guest_created` ON `images` (`guest_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_guest_updated` ON `images` (`guest_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `images_parent` ON `images` (`parent_id`);--> statement-breakpoint
CREATE INDEX `images_generation` ON `images` (`generation_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `images_blob` ON `images` (`blob_id`);--> statement-breakpoint
CREATE INDEX `images_expires` ON `images` (`expires_at`);--> statement-breakpoint
CREATE INDEX `images_trashed` ON `images` (`trashed_at`);--> statement-breakpoint
CREATE INDEX `images_state` ON `images` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `images_sample` ON `images` (`is_sample`,`id`);--> statement-breakpoint
CREATE INDEX `events_created` ON `events` (`created_at`);--> statement-breakpoint
CREATE INDEX `jobs_next` ON `jobs` (`pool`,`status`,`priority`,`rank`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_lane` ON `jobs` (`lane`,`pool`,`status`,`rank`);--> statement-breakpoint
CREATE INDEX `jobs_leased` ON `jobs` (`status`,`leased_until`);--> statement-breakpoint
CREATE INDEX `jobs_name` ON `jobs` (`name`,`status`);--> statement-breakpoint
CREATE INDEX `jobs_subject` ON `jobs` (`subject_id`,`name`);--> statement-breakpoint
CREATE INDEX `jobs_finished` ON `jobs` (`finished_at`);--> statement-breakpoint
CREATE INDEX `audit_entries_created` ON `audit_entries` (`created_at`);--> statement-breakpoint
CREATE INDEX `audit_entries_subject` ON `audit_entries` (`subject`,`id`);--> statement-breakpoint
CREATE INDEX `idempotency_keys_created` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE INDEX `mails_created` ON `mails` (`created_at`);--> statement-breakpoint
CREATE INDEX `mails_recipient` ON `mails` (`recipient`);--> statement-breakpoint
CREATE INDEX `notifications_user` ON `notifications` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `reports_status` ON `reports` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `backends_enabled` ON `backends` (`enabled`,`sort_order`);--> statement-breakpoint
CREATE INDEX `styles_enabled` ON `styles` (`enabled`,`sort_order`,`id`);--> statement-breakpoint
CREATE INDEX `styles_user` ON `styles` (`user_id`,`id`);