import type { Kind } from '../kinds.ts'

/** How a kind is drawn: colours as territorial plans print them. A test holds them against those of the map page. */
export interface Look {
  readonly fill: string
  readonly line: string
  readonly width: number
}

export const LOOKS: Readonly<Record<Kind, Look>> = {
  urban_space: { fill: '#e4a48f', line: '#b4573c', width: 1 },
  agricultural_space: { fill: '#ead79a', line: '#a98a2c', width: 1 },
  ecological_space: { fill: '#b5d0a4', line: '#5f8b4a', width: 1 },
  urban_boundary: { fill: '#d96f55', line: '#a8321c', width: 2 },
  permanent_farmland: { fill: '#e2bd45', line: '#8a6a08', width: 1.5 },
  ecological_red_line: { fill: '#5d9a55', line: '#c2261b', width: 2 },
  sea_zone: { fill: '#9cc4d8', line: '#4b83a3', width: 1 },
  coastline: { fill: '#2f7f8f', line: '#2f7f8f', width: 3 },
  nature_reserve: { fill: '#4f9b8b', line: '#1f6658', width: 1 },
  water_source: { fill: '#6aa5dc', line: '#1f5f9f', width: 1 },
  infrastructure: { fill: '#7d7a86', line: '#4b4853', width: 2 },
  station: { fill: '#7b4a9c', line: '#53306b', width: 1 },
  project_site: { fill: '#cf7a2b', line: '#8f4a0d', width: 1.5 },
}

/** From bottom to top. */
export const DRAWING_ORDER: readonly Kind[] = [
  'sea_zone',
  'ecological_space',
  'agricultural_space',
  'urban_space',
  'permanent_farmland',
  'nature_reserve',
  'ecological_red_line',
  'urban_boundary',
  'water_source',
  'project_site',
  'infrastructure',
  'coastline',
  'station',
]
