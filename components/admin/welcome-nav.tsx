import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { addressOfStep, type WelcomeStep, welcomeSteps } from "./welcome-steps";

/** Where one is among the first steps; each can be gone to. */
export async function WelcomeNav({ step }: { step: WelcomeStep }) {
  const t = await getTranslations("admin.welcome");
  return (
    <nav aria-label={t("steps")}>
      <ol className="welcome-nav">
        {welcomeSteps.map((one) => (
          <li key={one}>
            <Link href={addressOfStep(one)} aria-current={one === step ? "step" : undefined} prefetch={false}>
              {t(`names.${one}`)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
