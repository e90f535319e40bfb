import { useQuery } from '@tanstack/react-query'
import type { Geometry } from 'geojson'
import { useMemo, useState } from 'react'
import type { SiteRead, SitingResult } from '../../../../src/blueprint/schemas.ts'
import { featureQuery } from '../api.ts'
import type { ChangeView } from '../useView.ts'
import type { BlueprintSearch } from '../view.ts'
import { type Asked, checkQuery, placedProjectQuery, sitingQuery } from './api.ts'
import { type DrawnSite, geometryOf, shapesOf, siteOfWord, siteWord, withPosition } from './site.ts'

export type SiteSource = 'drawn' | 'upload' | 'project'
const NOTHING: DrawnSite = { shape: 'area', positions: [] }

/** The site that is asked about, what the map draws of it, and what came of it: all but a file stands in the address. */
export function useSiting(view: BlueprintSearch, change: ChangeView, day: string) {
  const open = view.panel === 'siting'
  const kept = useQuery(
    sitingQuery(open && view.siting !== undefined && view.siting !== 'list' ? view.siting : undefined),
  )
  const listing = view.siting === 'list'
  const [file, setFile] = useState<SiteRead | null>(null)
  const [upload, setUpload] = useState(false)
  const project = useQuery(placedProjectQuery(open ? view.project : undefined))
  const drawn = useMemo(() => siteOfWord(view.site), [view.site])
  const source: SiteSource = view.project !== undefined ? 'project' : upload ? 'upload' : 'drawn'
  const geometry = useMemo<Geometry | null>(() => {
    if (source === 'project') return project.data?.geometry ?? null
    if (source === 'upload') return (file?.geometry as Geometry | null | undefined) ?? null
    return geometryOf(drawn)
  }, [source, project.data, file, drawn])
  const label = source === 'project' ? project.data?.name : source === 'upload' ? file?.fileName : undefined
  const isArea = geometry?.type.endsWith('Polygon') ?? (source === 'drawn' && drawn.shape === 'area')
  const bufferM = isArea ? undefined : Number.parseInt(view.buffer ?? '', 10) || undefined
  const asked = useMemo<Asked | null>(() => {
    if (!geometry) return null
    return {
      geometry: geometry as Asked['geometry'],
      asOf: day,
      ...(bufferM === undefined ? {} : { bufferM }),
      source: {
        kind: source,
        ...(label ? { label } : {}),
        ...(view.project === undefined ? {} : { projectId: view.project }),
      },
    }
  }, [geometry, day, bufferM, source, label, view.project])
  const wanted = open && view.siting === undefined && view.checked === 'yes'
  const answer = useQuery(checkQuery(wanted ? asked : null))
  const result: SitingResult | undefined = kept.data?.result ?? (wanted ? answer.data?.result : undefined)
  const [lit, setLit] = useState<number | null>(null)

  // What is lit is drawn though its layer be hidden.
  const feature = useQuery(featureQuery(open ? lit : null))
  const shape = useMemo(() => {
    if (!open || listing) return null
    if (!result) return shapesOf(geometry, source === 'drawn' ? drawn : NOTHING)
    const shapes = shapesOf(result.site.geometry as Geometry, NOTHING)
    const more = feature.data?.geometry as Geometry | undefined
    const features = more ? [{ type: 'Feature' as const, properties: {}, geometry: more }] : []
    return shapes && { ...shapes, features: [...shapes.features, ...features] }
  }, [open, listing, result, geometry, source, drawn, feature.data])
  const chosen = useMemo(() => (lit === null ? null : [lit]), [lit])

  const draw = (site: DrawnSite) => change({ site: siteWord(site), checked: undefined })
  const choose = (next: SiteSource) => {
    setUpload(next === 'upload')
    setLit(null)
    change({ project: undefined, checked: undefined, ...(next === 'drawn' ? {} : { site: undefined }) })
  }
  return {
    ...{ open, listing, source, drawn, geometry, isArea, file, project, asked, answer, kept, result, shape, lit },
    chosen: open ? chosen : null,
    /** A click on the map is a point of the site while one draws. */
    onPoint: (at: { lng: number; lat: number }) => {
      if (!open || view.siting !== undefined || source !== 'drawn' || wanted) return
      draw(withPosition(drawn, [at.lng, at.lat]))
    },
    draw,
    choose,
    setFile: (read: SiteRead | null) => {
      setFile(read)
      change({ checked: undefined })
    },
    setLit,
    check: () => change({ checked: 'yes' }),
    again: () => {
      setLit(null)
      change({ checked: undefined, siting: undefined })
    },
    /** Another list, one kept siting, or a new check. */
    go: (siting: string | undefined) => {
      setLit(null)
      change({ siting, checked: undefined })
    },
  }
}
export type SitingState = ReturnType<typeof useSiting>
