import { z } from "zod";

/**
 * How an administrator left the house: whether the list of rooms is `collapsed` or `expanded`, and where they were,
 * as `room` or `room/tab`. Other clients may keep words of their own; what no page knows leads to the overview.
 */
export const navigationInput = z.object({
  state: z.string().trim().min(1).max(40),
  active_tab: z.string().trim().min(1).max(100),
});
export type NavigationInput = z.infer<typeof navigationInput>;
