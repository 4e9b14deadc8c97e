/** A letter of each part of the typeface that nearly every page needs: Western and Central European. */
const letters = 'aě';

/** Fetches the typeface, so that what is drawn then need not be laid out a second time. It resolves without it where it cannot be had. */
export async function loadFonts(): Promise<void> {
  await document.fonts?.load('1em "Inter Variable"', letters).catch(() => undefined);
}
