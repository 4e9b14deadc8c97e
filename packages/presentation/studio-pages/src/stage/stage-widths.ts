/** Widths at which a page is looked at, in pixels; `fit` takes what room there is. */
export const stageWidths = [
  { key: 'fit', short: 'Fit', id: 'studio.width.fit', english: 'As wide as there is room', width: null },
  { key: 'desktop', short: '1280', id: 'studio.width.desktop', english: 'Desktop, 1280 px', width: 1280 },
  { key: 'tablet', short: '768', id: 'studio.width.tablet', english: 'Tablet, 768 px', width: 768 },
  { key: 'phone', short: '390', id: 'studio.width.phone', english: 'Phone, 390 px', width: 390 },
] as const;

export function stageWidth(key: string): number | null {
  return stageWidths.find((width) => width.key === key)?.width ?? null;
}
