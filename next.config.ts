import path from "node:path";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native modules and those that start threads or read files beside themselves stay out of the bundles.
  serverExternalPackages: ["@node-rs/argon2", "mysql2", "nodemailer", "pino", "piscina", "sharp", "ws"],
  // Pictures have their sizes made once, at upload or by the worker.
  images: { unoptimized: true },
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  devIndicators: false,
  // `npm run check` and `npm test` check the types of the whole tree; who installs the product does not wait for it.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: path.resolve(import.meta.dirname) },
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
