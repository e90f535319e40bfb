/** With its sign where it takes off, in one place after the point. */
export function pointsText(points: number): string {
  return (Math.round(points * 10) / 10)
    .toFixed(1)
    .replace(/^-/, '−')
    .replace(/^−0\.0$/, '0.0')
}
