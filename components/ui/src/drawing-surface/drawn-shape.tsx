import type { Shape } from './manifest.ts';

/** A shape in SVG, moved to its place. */
export function DrawnShape({ shape, className }: { readonly shape: Shape; readonly className: string | undefined }) {
  const look = { className, 'data-tone': shape.tone ?? 'neutral', 'data-filled': shape.filled || undefined };
  switch (shape.type) {
    case 'circle':
      return <circle {...look} r={Math.max(0, shape.radius ?? 20)} />;
    case 'rectangle':
      return <rect {...look} width={Math.max(0, shape.width ?? 80)} height={Math.max(0, shape.height ?? 48)} rx={3} />;
    case 'line':
      return <line {...look} x2={(shape.x2 ?? shape.x) - shape.x} y2={(shape.y2 ?? shape.y) - shape.y} />;
    case 'path':
      return <path {...look} d={shape.path ?? ''} />;
    case 'text':
      return (
        <text {...look} data-text>
          {shape.text}
        </text>
      );
  }
}

/** The shape that a pointer at a place means: the nearest centre among the circles around it, else none. */
export function nearestCircle(shapes: readonly Shape[], at: { readonly x: number; readonly y: number }): Shape | null {
  let nearest: Shape | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const shape of shapes) {
    if (shape.type !== 'circle') continue;
    const distance = Math.hypot(shape.x - at.x, shape.y - at.y);
    if (distance <= (shape.radius ?? 20) && distance < least) {
      nearest = shape;
      least = distance;
    }
  }
  return nearest;
}
