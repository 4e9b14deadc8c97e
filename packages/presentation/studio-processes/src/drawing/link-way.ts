import type { Box, Point } from '@plinth/process-model';
import type { LinkType } from './artefacts.ts';

/** Pixels by which a drawn line may miss what it joins. */
const close = 8;

/** How a link leads from one box to another: as it was drawn, unless what it joins has been moved from there. */
export function wayBetween(type: LinkType, from: Box, to: Box, drawn: readonly Point[] = []): readonly Point[] {
  const [start, end] = [drawn[0], drawn.at(-1)];
  if (start !== undefined && end !== undefined && isAt(start, from) && isAt(end, to)) return drawn;
  return type === 'messageFlow' ? messageWay(from, to) : straightWay(from, to);
}

/** A straight line between the borders of two boxes, towards their middles. */
export function straightWay(from: Box, to: Box): readonly Point[] {
  const [a, b] = [middleOf(from), middleOf(to)];
  return [borderTowards(from, b), borderTowards(to, a)];
}

/** Messages go up and down between pools, in right angles where one is not above the other. */
function messageWay(from: Box, to: Box): readonly Point[] {
  const isDown = from.y + from.height <= to.y;
  if (!isDown && to.y + to.height > from.y) return straightWay(from, to);
  const [start, end] = isDown ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
  const narrow = from.width <= to.width ? from : to;
  const across = Math.round(narrow.x + narrow.width / 2);
  const wide = narrow === from ? to : from;
  if (across >= wide.x && across <= wide.x + wide.width)
    return [
      { x: across, y: start },
      { x: across, y: end },
    ];
  const [a, b, half] = [Math.round(middleOf(from).x), Math.round(middleOf(to).x), Math.round((start + end) / 2)];
  return [
    { x: a, y: start },
    { x: a, y: half },
    { x: b, y: half },
    { x: b, y: end },
  ];
}

function isAt({ x, y }: Point, box: Box): boolean {
  return x >= box.x - close && y >= box.y - close && x <= box.x + box.width + close && y <= box.y + box.height + close;
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function borderTowards(box: Box, to: Point): Point {
  const middle = middleOf(box);
  const [x, y] = [to.x - middle.x, to.y - middle.y];
  const share = Math.min(
    x === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(x),
    y === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(y),
    1,
  );
  return { x: Math.round(middle.x + x * share), y: Math.round(middle.y + y * share) };
}
