/** How all of a process is shown at once: beside the palette, and never larger than it is. */
export const wholeView = { padding: { x: '72px', y: '12%' }, maxZoom: 1 } as const;
/** The same where there is no palette. */
export const wholeReadView = { padding: 0.1, maxZoom: 1 } as const;
