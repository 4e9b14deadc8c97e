/** A colour by lightness from 0 to 1 and two opponent axes, in which equal steps look equal (Ottosson 2020). */
export type Oklab = readonly [lightness: number, a: number, b: number];

/** Reads `#rgb` or `#rrggbb`; null for anything else. */
export function oklabOf(colour: string): Oklab | null {
  const digits = /^#(?:[0-9a-f]{3}){1,2}$/i.exec(colour)?.[0].slice(1);
  if (digits === undefined) return null;
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) ?? []);
  const [r = 0, g = 0, b = 0] = pairs.map((pair) => linear(Number.parseInt(pair, 16) / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Writes `#rrggbb`; what no screen shows loses colour, not lightness, until one does. */
export function hexOf([lightness, a, b]: Oklab): string {
  for (let chroma = 1; chroma > 0; chroma -= 0.02) {
    const channels = channelsOf([lightness, a * chroma, b * chroma]);
    if (channels.every((channel) => channel >= -0.0001 && channel <= 1.0001)) return written(channels);
  }
  return written(channelsOf([Math.min(1, Math.max(0, lightness)), 0, 0]));
}

function channelsOf([lightness, a, b]: Oklab): readonly number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function written(channels: readonly number[]): string {
  return `#${channels.map((channel) => byteOf(channel).toString(16).padStart(2, '0')).join('')}`;
}

function byteOf(channel: number): number {
  const bounded = Math.min(1, Math.max(0, channel));
  return Math.round((bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055) * 255);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
