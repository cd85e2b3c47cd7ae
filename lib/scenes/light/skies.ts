/** One light of the day: every colour a picture takes from it. */
export interface SkyDesign {
  /** From the zenith down to the horizon. */
  sky: readonly string[];
  /** What distance fades to. */
  haze: string;
  /** The sun's or moon's disk, and the light around it. */
  disk: string;
  glow: string;
  /** What light and shadow do to a surface (factors). */
  lit: string;
  shade: string;
  cloudLit: string;
  cloudShade: string;
  /** 0 bright day – 1 deep night. */
  darkness: number;
  /** How strongly the air glows around the light. */
  bloom: number;
}

export type SkyName = "dawn" | "morning" | "day" | "golden-hour" | "sunset" | "dusk" | "night" | "storm" | "overcast";

/** Several per time where seeds should differ; chosen by eye. */
export const skyDesigns: Record<SkyName, readonly SkyDesign[]> = {
  dawn: [
    design(
      "#31487f #6f7fb8 #b6a0c8 #eeb4b0 #fbd9b4 #fdeccb",
      "#f3c9b9",
      "#fff3d8 #ffc9a0",
      "#ffe3cf #6f6c9c",
      "#ffe0cf #b59cc0",
      0.1,
      0.8,
    ),
    design(
      "#3b6a86 #7fa3ab #c3c9b4 #f2d9a6 #f9c48c #f6a878",
      "#ecc7a0",
      "#fff0cc #ffd09a",
      "#ffe6c8 #5f7488",
      "#fff0d8 #a7adb0",
      0.08,
      0.8,
    ),
  ],
  morning: [
    design(
      "#3f8ec9 #77b5dd #b0d8ea #dcecea #fbf0d6",
      "#d5e6e6",
      "#fffbe8 #fff0c4",
      "#fff6e0 #7d95b4",
      "#ffffff #b9cbdb",
      0,
      0.6,
    ),
  ],
  day: [
    design(
      "#1c62b4 #3f8dd2 #77b6e4 #b2d9ee #e2f0ee",
      "#c3dcea",
      "#fffdf0 #fff4cf",
      "#fffaee #6f8cb6",
      "#ffffff #adc0d6",
      0,
      0.5,
    ),
    design(
      "#1b7aa8 #45a3c4 #85c6d6 #c0e2df #f2efd2",
      "#cbe3df",
      "#fffdf0 #fff4cf",
      "#fffaee #6f93a8",
      "#ffffff #b3c6cc",
      0,
      0.5,
    ),
  ],
  "golden-hour": [
    design(
      "#4f7fa8 #8fb0b6 #d8cfa0 #f8c778 #f9a04c",
      "#f2bd80",
      "#fff4cf #ffc45e",
      "#ffe2ad #73688a",
      "#ffeac0 #b08f94",
      0.12,
      1,
    ),
    design(
      "#7a6ea6 #b592a8 #e8b394 #fbc981 #fbdc96",
      "#f3c494",
      "#fff6d6 #ffce74",
      "#ffe6bd #6f6390",
      "#fff0cc #b690a0",
      0.12,
      1,
    ),
  ],
  sunset: [
    design(
      "#2a2459 #5f3277 #b0446f #ec6a58 #fba55a #fdd68a",
      "#e8806a",
      "#fff0c0 #ff9d4d",
      "#ffc38f #4d3768",
      "#ffb98a #7b4474",
      0.35,
      1.1,
    ),
    design(
      "#163a55 #2f6c7e #86a799 #ecc27c #f29650 #e0603f",
      "#e29b68",
      "#fff2c4 #ffa04a",
      "#ffcf9a #3c4a66",
      "#ffcf96 #6a6a80",
      0.32,
      1.1,
    ),
    design(
      "#211d52 #4c2c7e #9c3d8f #e4588a #ff9678 #ffd29a",
      "#dd6f90",
      "#ffeccb #ff8a6a",
      "#ffbda0 #44306e",
      "#ffae9c #75397f",
      0.35,
      1.1,
    ),
    design(
      "#3a1a33 #74243a #b83a36 #e4602f #f78f35 #ffc45c",
      "#dd6a3c",
      "#fff2bd #ffa336",
      "#ffc07a #4f2c44",
      "#ffb062 #7f3540",
      0.38,
      1.15,
    ),
  ],
  dusk: [
    design(
      "#0f1739 #252b62 #4d4080 #8b5a8e #cf7c8b #f0b08e",
      "#8f6790",
      "#fff0dc #f0a080",
      "#d8a8b0 #302f60",
      "#e39a96 #4c3f74",
      0.6,
      0.8,
    ),
    design(
      "#0c2340 #17426a #2f6c8c #6f9aa4 #c4b79c #f0c08c",
      "#6c8fa0",
      "#fff0dc #f0b080",
      "#c9bfc0 #22385c",
      "#d9b69c #3c5878",
      0.6,
      0.8,
    ),
  ],
  night: [
    design(
      "#050b22 #0a1838 #12284f #1d3f6c #2e5f8a #4a86a4",
      "#2b567e",
      "#fbf8e6 #a9c8e8",
      "#8fb2d6 #14223f",
      "#7f9cc0 #1c2f52",
      0.9,
      0.55,
    ),
    design(
      "#08061f #150f3a #2a1c5a #46307a #6a4a92 #9a6ca6",
      "#4d3a7c",
      "#fff4e0 #c8b0f0",
      "#a79ad8 #1c1740",
      "#9a86c4 #2a2058",
      0.9,
      0.55,
    ),
    design(
      "#04101f #082036 #0f3650 #1d5069 #3a7482 #7aa39c",
      "#2c5c70",
      "#fdfbe6 #a8e6d4",
      "#93bdc8 #10283c",
      "#7fa8b4 #163648",
      0.9,
      0.55,
    ),
  ],
  storm: [
    design(
      "#171d29 #2b3442 #475463 #6b7a82 #99a19a #c9c4a8",
      "#7e8c90",
      "#f4f0dc #d8d8c0",
      "#c4cbc8 #38424f",
      "#b9bdb8 #2f3844",
      0.5,
      0.4,
    ),
    design(
      "#1d1a2c #35304a #544e68 #7a7484 #a8988f #d8b78c",
      "#877f88",
      "#fbeacb #e0c8a0",
      "#d2c4b4 #3c384e",
      "#c4b2a8 #332f45",
      0.5,
      0.4,
    ),
  ],
  overcast: [
    design(
      "#7f8c98 #98a4ad #b2bcc1 #c9cfd0 #dcdfdc",
      "#c8cecf",
      "#ffffff #f4f2ea",
      "#e6eaec #77838f",
      "#eef0f0 #95a0a9",
      0.12,
      0.4,
    ),
  ],
};

/** In the order sky; haze; disk glow; lit shade; cloudLit cloudShade; darkness; bloom. */
function design(
  sky: string,
  haze: string,
  source: string,
  surface: string,
  clouds: string,
  darkness: number,
  bloom: number,
): SkyDesign {
  const [disk, glow] = source.split(" ");
  const [lit, shade] = surface.split(" ");
  const [cloudLit, cloudShade] = clouds.split(" ");
  return { sky: sky.split(" "), haze, disk, glow, lit, shade, cloudLit, cloudShade, darkness, bloom };
}
