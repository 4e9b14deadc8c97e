import type { Tree } from '../tree.ts';
import { type Band, type Box, boxHeight, layOut, shortName } from './layout.ts';

const style = `
    text { font-family: Inter, ui-sans-serif, system-ui, sans-serif; font-size: 13px; fill: #1f2937; }
    .layer { font-weight: 600; font-size: 14px; }
    .about, .legend { font-size: 12px; fill: #64748b; }
    .ground { fill: #ffffff; }
    .band { fill: #f6f7f9; stroke: #e5e7eb; }
    .box rect { fill: #ffffff; stroke-width: 1.5; }
    .box text { text-anchor: middle; }
    .anywhere rect { stroke: #0d9488; } .node rect { stroke: #4f46e5; } .browser rect { stroke: #d97706; }
    .edge { fill: none; stroke: #94a3b8; stroke-width: 1.25; }
    #tip path { fill: #94a3b8; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e5e7eb; }
      .about, .legend { fill: #94a3b8; }
      .ground { fill: #0d1117; }
      .band { fill: #161b22; stroke: #2b3440; }
      .box rect { fill: #0d1117; }
      .anywhere rect { stroke: #2dd4bf; } .node rect { stroke: #818cf8; } .browser rect { stroke: #fbbf24; }
      .edge { stroke: #64748b; }
      #tip path { fill: #64748b; }
    }`;

const margin = 12;
const legendHeight = 28;
const legend = [
  ['anywhere', 'runs anywhere'],
  ['node', 'Node'],
  ['browser', 'browser'],
] as const;

/** The layers as bands, the packages in them and what each depends on, as an SVG for light and dark pages. */
export function dependencyDiagram(tree: Tree): string {
  const { width, height, bands, boxes, edges } = layOut(tree);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + legendHeight}" role="img" aria-labelledby="title description">`,
    '  <title id="title">Packages of Plinth by layer</title>',
    '  <desc id="description">Each line is a dependency; all lines point down. Dependencies that follow from others are left out.</desc>',
    `  <style>${style}\n  </style>`,
    '  <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    `  <rect class="ground" width="${width}" height="${height + legendHeight}" rx="10"/>`,
    ...bands.map((band) => bandShape(band, width)),
    ...edges.map(({ from, to }) => `  <path class="edge" d="${curve(from, to)}" marker-end="url(#tip)"/>`),
    ...boxes.map(boxShape),
    ...legend.map(([runs, text], index) => legendShape(runs, text, margin + 16 + index * 150, height + 4)),
    '</svg>',
  ].join('\n')}\n`;
}

function bandShape({ name, about, y, height }: Band, width: number): string {
  const middle = y + height / 2;
  return [
    `  <rect class="band" x="${margin}" y="${y}" width="${width - 2 * margin}" height="${height}" rx="8"/>`,
    `  <text class="layer" x="${margin + 16}" y="${middle - 4}">${name}</text>`,
    `  <text class="about" x="${margin + 16}" y="${middle + 14}">${about}</text>`,
  ].join('\n');
}

function boxShape({ package: { name, runs }, x, y, width }: Box): string {
  const text = `<text x="${x + width / 2}" y="${y + boxHeight / 2 + 4.5}">${shortName(name)}</text>`;
  return `  <g class="box ${runs ?? 'node'}"><rect x="${x}" y="${y}" width="${width}" height="${boxHeight}" rx="7"/>${text}</g>`;
}

function legendShape(runs: string, text: string, x: number, y: number): string {
  return `  <g class="box ${runs}"><rect x="${x}" y="${y}" width="14" height="14" rx="4"/></g><text class="legend" x="${x + 22}" y="${y + 11}">${text}</text>`;
}

/** From the bottom of one box to the top of another, leaving and arriving straight. */
function curve(from: Box, to: Box): string {
  const [x1, y1] = [from.x + from.width / 2, from.y + boxHeight];
  const [x2, y2] = [to.x + to.width / 2, to.y - 2];
  const bend = Math.max(14, (y2 - y1) / 2);
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
}
