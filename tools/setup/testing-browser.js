import { chromium } from 'playwright-core';
import { findChromium, findHeadlessChromium } from './system-programs.js';

/** Sandboxing needs rights that containers lack; the rest keeps the browser from talking to anybody but the tests. */
const flags = [
  '--no-sandbox',
  // Pages of one window share a process, with what it has parsed and compiled.
  '--process-per-site',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Suggestions and bars of a window that nobody sees are pages of their own, each with a process: half the time of opening a window.
  // The last list is the one that counts, so what Playwright would switch off stands here too.
  `--disable-features=${[
    ...['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup', 'PreloadTopChromeWebUI'],
    ...['AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose'],
    ...['HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying'],
    ...['OptimizationHints', 'PaintHolding', 'PreconnectToSearch', 'ThirdPartyStoragePartitioning'],
  ].join(',')}`,
];

/** Vitest's global set-up of the browser tests: one Chromium for all of them; null where none is installed. */
export default async function startTestBrowser(project) {
  const executablePath = process.env.PLINTH_CHROMIUM || (findHeadlessChromium() ?? findChromium());
  if (executablePath === null) {
    project.provide('chromium', null);
    return undefined;
  }
  // Where a machine has no locale, Chromium saves files whose names are more than ASCII as "download".
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const server = await chromium.launchServer({ executablePath, args: flags, env });
  project.provide('chromium', server.wsEndpoint());
  return () => server.close();
}
