import { z } from "zod";

/** Everything an administrator may set: its shape, its default, and what it means. Kept in the table `settings`. */
export const settingSpecs = {
  guest_use: {
    shape: z.enum(["off", "builtin", "all"]),
    default: "builtin",
    meaning: "What visitors without an account may make pictures with.",
  },
  default_style: {
    shape: z.string().max(60),
    default: "pencil",
    meaning: "The style that is applied when none is named.",
  },
  new_image_hours: {
    shape: z.int().min(0).max(8760),
    default: 24,
    meaning: "How long a picture counts as new, in hours.",
  },
  temporary_hours: {
    shape: z.int().min(1).max(8760),
    default: 24,
    meaning: "How long a temporary picture stays, in hours.",
  },
  trash_days: {
    shape: z.int().min(1).max(3650),
    default: 30,
    meaning: "How long a picture can be brought back from the trash, in days.",
  },
  cdn_cache_seconds: {
    shape: z.int().min(0).max(86_400),
    default: 0,
    meaning: "How long shared caches may keep public pictures, in seconds; 0 is not at all.",
  },
  cors_origins: {
    shape: z.array(z.url()).max(50),
    default: [] as string[],
    meaning: "Other sites whose pages may use the API with a token.",
  },
  link_origins: {
    shape: z.array(z.url()).max(50),
    default: [] as string[],
    meaning: "Other sites that links in mails may lead to.",
  },
  membership: {
    shape: z.enum(["automatic", "manual"]),
    default: "automatic",
    meaning: "Whether confirming the e-mail address makes a user a member.",
  },
  deletion_days: {
    shape: z.int().min(0).max(365),
    default: 7,
    meaning: "How long a deleted account can be brought back by signing in, in days.",
  },
  gallery_visible_to: {
    shape: z.enum(["everyone", "members"]),
    default: "everyone",
    meaning: "Who sees the gallery.",
  },
  samples_offered: {
    shape: z.boolean(),
    default: false,
    meaning: "Whether the sample pictures were already made once.",
  },
} as const;

export type SettingKey = keyof typeof settingSpecs;
export type SettingValue<K extends SettingKey> = z.infer<(typeof settingSpecs)[K]["shape"]>;
