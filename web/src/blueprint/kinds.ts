import type { Layer } from '../../../src/blueprint/schemas.ts'

/** What the features of a layer are. */
export type Kind = Layer['kind']

/** How the features of a kind are drawn: colours as territorial plans print them, quiet enough to lie on each other. */
export interface KindLook {
  fill: string
  line: string
  /** Of its classes, where they differ. */
  classes?: Readonly<Record<string, string>>
  /** A pattern drawn over the fill, so that the three lines are told apart without colour. */
  hatch?: 'right' | 'left' | 'dots'
  dash?: readonly number[]
  width?: number
}

export const LOOKS: Readonly<Record<Kind, KindLook>> = {
  urban_space: { fill: '#e4a48f', line: '#b4573c' },
  agricultural_space: { fill: '#ead79a', line: '#a98a2c' },
  ecological_space: { fill: '#b5d0a4', line: '#5f8b4a' },
  urban_boundary: {
    fill: '#d96f55',
    line: '#a8321c',
    hatch: 'right',
    width: 2,
    classes: { concentrated: '#d96f55', flexible: '#e8a48f', special_purpose: '#c98bb0' },
  },
  permanent_farmland: { fill: '#e2bd45', line: '#8a6a08', hatch: 'dots', width: 1.5 },
  ecological_red_line: {
    fill: '#5d9a55',
    line: '#c2261b',
    hatch: 'left',
    width: 2,
    classes: { core: '#3f7f45', general: '#86b679' },
  },
  sea_zone: {
    fill: '#9cc4d8',
    line: '#4b83a3',
    classes: {
      fishery: '#a9cfe0',
      port: '#8a97b8',
      industry_town: '#c9a7b5',
      mineral_energy: '#b8a58f',
      tourism: '#f0c9a0',
      marine_protection: '#86c2ae',
      special_use: '#b9b3cc',
      reserved: '#d4dde2',
    },
  },
  coastline: {
    fill: '#2f7f8f',
    line: '#2f7f8f',
    width: 3,
    classes: { natural: '#1f8a5a', restored: '#57b58b', artificial: '#b0532e' },
  },
  nature_reserve: { fill: '#4f9b8b', line: '#1f6658', dash: [4, 2], classes: { core: '#2f7f70', general: '#86bfb2' } },
  water_source: {
    fill: '#6aa5dc',
    line: '#1f5f9f',
    classes: { grade_one: '#2f77bd', grade_two: '#6aa5dc', quasi: '#b3d1ee' },
  },
  infrastructure: { fill: '#7d7a86', line: '#4b4853', width: 2 },
  station: { fill: '#7b4a9c', line: '#53306b' },
  project_site: { fill: '#cf7a2b', line: '#8f4a0d', dash: [3, 1.5], width: 1.5 },
}

/** From bottom to top, as layers are laid where nobody has chosen another order. */
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

/** The tree of layers: kinds in the groups in which planners speak of them. */
export const KIND_GROUPS = {
  spaces: ['urban_space', 'agricultural_space', 'ecological_space'],
  lines: ['urban_boundary', 'permanent_farmland', 'ecological_red_line'],
  sea: ['sea_zone', 'coastline'],
  protected: ['nature_reserve', 'water_source'],
  built: ['infrastructure', 'station', 'project_site'],
} as const satisfies Record<string, readonly Kind[]>
