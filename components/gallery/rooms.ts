/** A wall: the gallery everyone sees, or one of one's own. */
export const rooms = ["gallery", "library", "favorites", "trash", "maker"] as const;
export type Room = (typeof rooms)[number];

export type Act =
  | "favorite"
  | "unfavorite"
  | "publish"
  | "make_private"
  | "trash"
  | "restore"
  | "remove"
  | "download"
  | "restyle";

/** What can be done with many pictures of a wall at once. */
export const roomActs: Record<Room, readonly Act[]> = {
  gallery: ["favorite", "restyle", "download"],
  maker: ["favorite", "restyle", "download"],
  library: ["favorite", "publish", "make_private", "restyle", "download", "trash"],
  favorites: ["unfavorite", "restyle", "download"],
  trash: ["restore", "remove"],
};

/** What undoes an act; null where nothing does. */
export const undoOf: Record<Act, "favorite" | "unfavorite" | "publish" | "make_private" | "trash" | "restore" | null> =
  {
    favorite: "unfavorite",
    unfavorite: "favorite",
    publish: "make_private",
    make_private: "publish",
    trash: "restore",
    restore: "trash",
    remove: null,
    download: null,
    restyle: null,
  };

/** Pictures that an act takes off a wall. */
export function leavesRoom(room: Room, act: Act): boolean {
  if (act === "trash" || act === "restore" || act === "remove") return true;
  return room === "favorites" && act === "unfavorite";
}
