import { open, base } from './tmp-look.mjs';
const { browser, page } = await open({});
await page.goto(`${base}/studio/main/bank`);
await page.waitForTimeout(5000);
console.log(await page.frameLocator('iframe').locator('body').innerHTML().then(h => h.slice(0, 600)));
await page.screenshot({ path: `/tmp/studio-frame-pics/debug.png` });
await browser.close();
