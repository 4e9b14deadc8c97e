/** How all of a process is shown at once: beside the palette, and never larger than it is. */
export const wholeView = { padding: { x: '72px', y: '12%' }, maxZoom: 1 } as const;
