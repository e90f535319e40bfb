import type { FeatureCollection } from 'geojson'
import type { Kind } from '../kinds.ts'

/** A layer as the map draws it. */
export interface DrawnLayer {
  id: string
  kind: Kind
  /** Which of its revisions; its tiles are kept by it. */
  revision: number
  /** The day as of which it is drawn. */
  day: string
  /** From 0 to 1. */
  opacity: number
  /** West, south, east, north, where it is known. */
  bounds: readonly [number, number, number, number] | null
}

/** A tile service of the installation, as the server tells it. */
export interface BaseMap {
  /** From bottom to top: {z}, {x}, {y} stand for the tile. */
  tiles: readonly string[]
  tileSize: number
  maxZoom: number
  attribution: string
  /** 审图号 */
  approval: string | null
}

/** All that a map shows. What is not there is left out. */
export interface Drawing {
  /** From top to bottom. */
  layers: readonly DrawnLayer[]
  /** Outlines and names of jurisdictions: the base map. */
  outlines: FeatureCollection | null
  /** Features that somebody asked for: their ids. */
  chosen?: readonly number[]
  conflicts?: FeatureCollection | null
  /** The conflict in view. */
  conflict?: string | null
  difference?: FeatureCollection | null
  measure?: FeatureCollection | null
  projects?: FeatureCollection | null
  /** Lights of the tasks of each city, at a place in it. */
  lights?: FeatureCollection | null
  /** A tile service below everything; without it, or while it does not answer, our own outlines stand alone. */
  baseMap?: BaseMap | null
  /** Shapes that an import would add, with the places of its problems. */
  preview?: FeatureCollection | null
}
