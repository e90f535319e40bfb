type Ring = readonly (readonly number[])[]
interface Outline {
  geometry: unknown
}

/** Draws outlines in degrees into a box: equidistant on the middle latitude, which is true enough for a few provinces. */
export function project(features: readonly Outline[], width: number, height: number, margin = 6) {
  const rings = features.map(({ geometry }) => ringsOf(geometry))
  const points = rings.flat(2)
  const lons = points.map(([lon = 0]) => lon)
  const lats = points.map(([, lat = 0]) => lat)
  const bounds = {
    west: least(lons),
    east: -least(lons.map((x) => -x)),
    south: least(lats),
    north: -least(lats.map((y) => -y)),
  }
  const stretch = Math.cos((((bounds.south + bounds.north) / 2) * Math.PI) / 180)
  const across = Math.max((bounds.east - bounds.west) * stretch, 1e-9)
  const up = Math.max(bounds.north - bounds.south, 1e-9)
  const scale = Math.min((width - 2 * margin) / across, (height - 2 * margin) / up)
  const left = (width - across * scale) / 2
  const top = (height - up * scale) / 2
  const at = (lon: number, lat: number): readonly [number, number] => [
    left + (lon - bounds.west) * stretch * scale,
    top + (bounds.north - lat) * scale,
  ]
  const pathOf = (index: number) =>
    (rings[index] ?? [])
      .map(
        (ring) =>
          `M${ring
            .map(([lon = 0, lat = 0]) =>
              at(lon, lat)
                .map((n) => n.toFixed(1))
                .join(' '),
            )
            .join('L')}Z`,
      )
      .join('')
  return { at, pathOf }
}

function least(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY)
}

function ringsOf(geometry: unknown): Ring[] {
  const { type, coordinates } = geometry as { type: string; coordinates: unknown }
  if (type === 'Polygon') return coordinates as Ring[]
  if (type === 'MultiPolygon') return (coordinates as Ring[][]).flat()
  return []
}
