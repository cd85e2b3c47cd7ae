import type { JsonSchema } from "./openapi-example";

/** What is meant by a value of this name that a route reads, where its schema does not say it itself. */
const everywhere: Record<string, string> = {
  // Whose, and how one proves it.
  email: "An e-mail address; capital letters make no difference.",
  name: "As people are to read it.",
  password: "As it was chosen.",
  newPassword: "8–256 characters, and none of the passwords that everyone tries first.",
  setupCode: "The code that the first start prints: makes the first account an administrator's.",
  invitation: "The secret of an invitation's link, where an account takes one.",
  handleUrl:
    "The page that the mail leads to, with `user` and `token` behind it; on this site, or on one that its administrator allows.",
  user: "Whose it is, as the mail's link says.",
  token: "The secret of the mail's link; good once.",
  scopes: "What the token may do. None holds more than you yourself may.",
  expires_in_days: "How long it holds.",

  // Preferences.
  theme_preference: "How pages look; `system` goes with the device.",
  locale: "The language of pages and mails.",
  email_notifications: "Whether news comes by mail as well.",
  default_visibility: "How your new pictures begin.",
  show_sensitive: "Whether pictures marked as sensitive are shown without a veil.",

  // Lists.
  limit: "How many come at most.",
  page: "From 0; ends after 1,000. A cursor goes further, and nothing slips by meanwhile.",
  cursor: "Where to go on: `next_cursor` of the answer before, or of its `Link`.",
  sort: "By when they were made, or by hearts.",
  order: "Upwards or downwards.",
  q: "Words that must all be there: in prompts, titles, styles and makers' names.",
  kind: "How it came to be.",
  state: "In the library for good, for a while, or in the trash.",
  style: "A style's `slug`.",
  backend: "The kind of backend that made it.",
  size: "By its longest side.",
  color: "The colour there is most of.",
  from: "The first day, UTC.",
  to: "The last day, UTC, itself included.",
  before: "Only mails with a smaller id.",

  // Pictures.
  ids: "Pictures by number.",
  id: "A picture by number.",
  action: "What is done with each.",
  image_id: "A picture by number: yours, or a public one.",
  image_ids: "Pictures by number: yours, or public ones.",
  image_uuid: "A picture by uuid.",
  promptId: "What the style change answered as `prompt_id`.",
  favorite: "Unless given, the opposite of what it is.",
  private: "Unless given, the opposite of what it is.",
  permanent: "`true` removes it and its files at once, past the trash.",
  cascade: "`true` takes along what was made of it.",
  is_public: "Whether everyone may see it.",
  is_sensitive: "Whether it is shown behind a veil.",
  title: "What it is called.",
  alt: "What is to be seen on it, for those who cannot see it.",
  api_provider_name: "Read for older clients, and passed over.",

  // Making.
  prompt: "What is to be seen.",
  model: "A name of `GET /v1/models`; `DALLE` is the house's model for words.",
  resolution: "Width and height in pixels, where these are not given.",
  width: "In pixels; goes with `height`.",
  height: "In pixels; goes with `width`.",
  negativePrompt: "What is not to be seen.",
  negative_prompt: "What is not to be seen.",
  seed: "The same seed and recipe make the same picture, where what makes it can do that.",
  count: "How many pictures.",
  styleId: "A style of `GET /api/styles` that takes words.",
  style_id: "A style of `GET /api/styles`; null, or left out, is the house's own choice.",
  style_ids: "Styles of `GET /api/styles`; every picture is made in each.",
  isPrivate: "Whether only you see it; unless given, as your preferences say.",
  wait: "Answers when the pictures are made, after 60 s at most.",
  strength: "How far from the source; unless given, the style's own.",
  params: "The style's own knobs, as `GET /api/styles` lists them.",

  // Styles of one's own.
  description: "A sentence on how it looks.",
  base_style_id: "The style it starts from.",
  prompt_template: "Words around `{{prompt}}`, or behind it; where the base takes words.",
  is_shared: "Whether others may pick it.",
};

const passedOver = "Taken for OpenAI's clients, and passed over.";

/** The same where a name means something else: the first route that fits says it. */
const there: [route: RegExp, meanings: Record<string, string>][] = [
  [/^\/api\/styles\/search/, { q: "Words that must all be in a title, description or name." }],
  [/^\/api\/styles\/\{id\}/, { id: "A style of yours, by number." }],
  [/^\/api\/user\/tokens\/\{id\}/, { id: "The token's number, as the list of tokens has it." }],
  [/^\/api\/user\/tokens/, { name: "What you know it by." }],
  [/^\/api\/user\/sessions/, { id: "The session's number, as the list of sessions has it." }],
  [/^\/api\/user\/exports/, { uuid: "As the list of exports has it." }],
  [/^\/api\/generations\/batches/, { uuid: "What the batch was answered with, as `batch_id`." }],
  [/^\/api\/generations/, { uuid: "The generation: `generationId`, or `prompt_id`." }],
  [/^\/media/, { uuid: "A picture by uuid." }],
  [/\/report$/, { kind: "What is the matter.", reason: "In your words; with `other` they are needed." }],
  [/\/answer$/, { answer: "What you want to have considered." }],
  [
    /^\/api\/notifications\/read/,
    {
      ids: "Notifications by number; or",
      generations: "all that are about these generations or batches; or",
      all: "every one.",
    },
  ],
  [
    /^\/api\/admin\/navigation-state/,
    { state: "Such as `collapsed` or `expanded`.", active_tab: "Where they were: a room, or `room/tab`." },
  ],
  [
    /^\/v1\//,
    {
      model: "A name of `GET /v1/models`: a model, or a style. Unless given, the house's own choice.",
      n: "How many pictures.",
      prompt: "What is to be seen.",
      size: "`auto`, or `WIDTHxHEIGHT` in pixels, each 64–2048.",
      response_format: "Pictures in the answer, or addresses of them.",
      output_format: "As which kind of file; unless given, as it was made.",
      stream: "Whether the answer comes as server-sent events.",
      partial_images: "How many previews a stream brings.",
      style: passedOver,
      quality: passedOver,
      output_compression: passedOver,
      background: passedOver,
      moderation: passedOver,
      input_fidelity: passedOver,
      user: passedOver,
    },
  ],
];

/** Says of each value of a body what is meant by it, where nothing is said yet. */
export function withMeanings(path: string, schema: JsonSchema): JsonSchema {
  const { properties, anyOf } = schema;
  const meant = Object.entries(properties ?? {}).map(([name, one]) => [
    name,
    { ...one, ...meaningOf(path, name, one) },
  ]);
  return {
    ...schema,
    ...(properties ? { properties: Object.fromEntries(meant) } : {}),
    ...(anyOf ? { anyOf: anyOf.map((one) => withMeanings(path, one)) } : {}),
  };
}

/** The words on a value that the route reads: its own, else what its name means there, else everywhere. */
export function meaningOf(path: string, name: string, { description }: { description?: string }) {
  const here = there.find(([route, meanings]) => route.test(path) && Object.hasOwn(meanings, name))?.[1];
  const words = description ?? here?.[name] ?? everywhere[name];
  return words === undefined ? {} : { description: words };
}
