/** Widths at which a page is looked at, in pixels; `fit` takes what room there is. */
export const stageWidths = [
  { key: 'fit', title: 'As wide as there is room', icon: 'arrows-right', width: null },
  { key: 'desktop', title: 'Desktop, 1280 px', icon: 'device-desktop', width: 1280 },
  { key: 'tablet', title: 'Tablet, 768 px', icon: 'layout-navbar', width: 768 },
  { key: 'phone', title: 'Phone, 390 px', icon: 'device-mobile', width: 390 },
] as const;

export function stageWidth(key: string): number | null {
  return stageWidths.find((width) => width.key === key)?.width ?? null;
}
