/** What a layer's features can be on the ground: zones, lines, points; `any` where all of these occur. */
export type Shape = 'area' | 'line' | 'point' | 'any'

interface KindFacts {
  shape: Shape
  /** 分类 within the kind; none: it has no classes. */
  classes: readonly string[]
}

/**
 * Kinds of layers (类别): three spaces, three lines, sea and coast, what is protected, what is built or watched.
 * Classes of sea zones are those of the provincial sea function plans of 2011–2020; of the urban boundary those of the
 * guide for city plans of 2020; of the shoreline 海岸线保护与利用管理办法 (2017).
 */
export const KINDS = {
  urban_space: { shape: 'area', classes: [] },
  agricultural_space: { shape: 'area', classes: [] },
  ecological_space: { shape: 'area', classes: [] },
  urban_boundary: { shape: 'area', classes: ['concentrated', 'flexible', 'special_purpose'] },
  permanent_farmland: { shape: 'area', classes: [] },
  ecological_red_line: { shape: 'area', classes: ['core', 'general'] },
  sea_zone: {
    shape: 'area',
    classes: [
      'fishery',
      'port',
      'industry_town',
      'mineral_energy',
      'tourism',
      'marine_protection',
      'special_use',
      'reserved',
    ],
  },
  coastline: { shape: 'line', classes: ['natural', 'restored', 'artificial'] },
  nature_reserve: { shape: 'area', classes: ['core', 'general'] },
  water_source: { shape: 'area', classes: ['grade_one', 'grade_two', 'quasi'] },
  infrastructure: { shape: 'any', classes: ['road', 'railway', 'port', 'airport', 'energy', 'water', 'pipeline'] },
  station: { shape: 'point', classes: [] },
  project_site: { shape: 'any', classes: [] },
} as const satisfies Record<string, KindFacts>

export type Kind = keyof typeof KINDS
export const KIND_CODES = Object.keys(KINDS) as Kind[]

/** The three spaces (三类空间), which together cover a jurisdiction once. */
export const SPACES = ['urban_space', 'agricultural_space', 'ecological_space'] as const satisfies Kind[]
/** The three lines (三条控制线). */
export const LINES = ['urban_boundary', 'permanent_farmland', 'ecological_red_line'] as const satisfies Kind[]

/** What the features of a kind are on the ground. */
export const shapeOf = (kind: Kind): Shape => KINDS[kind].shape

/** Classes that a feature of this kind may have. */
export const classesOf = (kind: Kind): readonly string[] => KINDS[kind].classes

/** Whether a geometry of this type can be a feature of this kind. */
export function fitsKind(kind: Kind, geometryType: string): boolean {
  const shape = shapeOf(kind)
  return shape === 'any' || shape === shapeOfGeometry(geometryType)
}

/** What a geometry of this type is on the ground; null: it is of none that is known. */
export function shapeOfGeometry(type: string): Shape | null {
  if (/Polygon$/.test(type)) return 'area'
  if (/LineString$/.test(type)) return 'line'
  return /Point$/.test(type) ? 'point' : null
}
