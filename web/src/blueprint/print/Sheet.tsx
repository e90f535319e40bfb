import { useTranslation } from 'react-i18next'
import { sansFamily } from '../../shell/theme.ts'
import { classesOf } from '../classes.ts'
import { notesOf } from '../map/legend.ts'
import type { BaseMap, Drawing } from '../map/types.ts'
import { scaleBar } from '../paper.ts'
import type { ArrangedLayer } from '../useView.ts'
import { KindSign, useWords } from '../words.tsx'
import { LAYOUTS, type Orientation, type SheetLayout } from './layout.ts'

export interface SheetFacts {
  title: string
  number: string
  /** As of which day the blueprint is shown. */
  day: string
  printedOn: string
  scale: number
  orientation: Orientation
  layers: readonly ArrangedLayer[]
  official: boolean
  /** What is drawn over the layers is named in the legend. */
  drawing: Drawing
  /** The tile service below, where there is one. */
  baseMap: BaseMap | null
  /** Corners of the map: west, south, east, north. */
  bounds: readonly [number, number, number, number] | null
  /** The map as a picture. */
  picture: string | null
}

const INK = '#1f2429'
const FAINT = '#565c63'

/** The printed sheet, in millimetres: what is printed as PDF and what is saved as a picture are the same drawing. */
export function Sheet(facts: SheetFacts) {
  const { t } = useTranslation()
  const words = useWords()
  const layout = LAYOUTS[facts.orientation]
  const { map, width, height } = layout
  const bar = scaleBar(facts.scale, 60)
  return (
    <svg
      className="bp-sheet"
      xmlns="http://www.w3.org/2000/svg"
      {...{ viewBox: `0 0 ${width} ${height}`, width: `${width}mm`, height: `${height}mm`, fontFamily: sansFamily }}
      role="img"
      aria-label={facts.title}
    >
      <rect width={width} height={height} fill="#ffffff" />
      <text x={width / 2} y={23} textAnchor="middle" fontSize={10} fontWeight={700} fill={INK} letterSpacing={0.8}>
        {facts.title}
      </text>
      <text x={width / 2} y={30.5} textAnchor="middle" fontSize={3.8} fill={FAINT}>
        {t('blueprint.print.asOf', { day: facts.day })}
      </text>
      {facts.picture && <image href={facts.picture} {...map} preserveAspectRatio="none" />}
      <rect {...map} fill="none" stroke={INK} strokeWidth={0.6} />
      <Corners facts={facts} layout={layout} />
      <North x={map.x + map.width - 14} y={map.y + 8} word={t('blueprint.print.north')} />
      <g transform={`translate(${map.x + 8} ${map.y + map.height - 16})`}>
        <rect x={-4} y={-5} width={Math.max(bar.millimetres + 22, 44)} height={18} fill="#ffffff" fillOpacity={0.86} />
        <text y={0} fontSize={3.6} fill={INK}>
          {t('blueprint.print.scale', { scale: words.number(facts.scale, 0) })}
        </text>
        {[0, 1, 2, 3].map((step) => (
          <rect
            key={step}
            {...{ x: (step * bar.millimetres) / 4, y: 3, width: bar.millimetres / 4, height: 2 }}
            {...{ fill: step % 2 === 0 ? INK : '#ffffff', stroke: INK, strokeWidth: 0.2 }}
          />
        ))}
        <text y={9.5} fontSize={3.2} fill={INK}>
          0
        </text>
        <text x={bar.millimetres} y={9.5} fontSize={3.2} fill={INK} textAnchor="middle">
          {words.length(bar.metres)}
        </text>
      </g>
      <Legend layers={facts.layers} drawing={facts.drawing} layout={layout} />
      <text x={map.x} y={height - 13.5} fontSize={3.3} fill={FAINT}>
        {facts.baseMap
          ? t('blueprint.print.service', {
              whose: [facts.baseMap.attribution, facts.baseMap.approval].filter(Boolean).join(' '),
            })
          : t(facts.official ? 'blueprint.print.official' : 'blueprint.print.unofficial')}
        {facts.layers.some(({ layer }) => layer.isSample) && t('blueprint.print.sample')}
        {t('blueprint.print.projection')}
      </text>
      <text x={width - 12} y={height - 8} fontSize={3.3} fill={INK} textAnchor="end">
        {t('blueprint.print.number', { number: facts.number, day: facts.printedOn })}
      </text>
    </svg>
  )
}

/** Longitudes and latitudes of the map's corners, as on every official sheet. */
function Corners({ facts: { bounds }, layout: { map } }: { facts: SheetFacts; layout: SheetLayout }) {
  if (!bounds) return null
  const [west, south, east, north] = bounds
  const [left, right, top, bottom] = [map.x, map.x + map.width, map.y - 1.4, map.y + map.height + 3.6]
  const corners = [
    [left, top, 'start', west, north],
    [right, top, 'end', east, north],
    [left, bottom, 'start', west, south],
    [right, bottom, 'end', east, south],
  ] as const
  return (
    <g fontSize={2.8} fill={FAINT}>
      {corners.map(([x, y, anchor, longitude, latitude]) => (
        <text key={`${x} ${y}`} {...{ x, y, textAnchor: anchor }}>
          {degrees(longitude)}E {degrees(latitude)}N
        </text>
      ))}
    </g>
  )
}

function degrees(value: number): string {
  const minutes = Math.round(Math.abs(value) * 60)
  return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, '0')}′`
}

function North({ x, y, word }: { x: number; y: number; word: string }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle cx={4} cy={8} r={9} fill="#ffffff" fillOpacity={0.86} />
      <path d="M4 2L7.2 14L4 11.4Z" fill={INK} />
      <path d="M4 2L0.8 14L4 11.4Z" fill="#ffffff" stroke={INK} strokeWidth={0.3} />
      <text x={4} y={1.2} fontSize={3.6} textAnchor="middle" fontWeight={700} fill={INK}>
        {word}
      </text>
    </g>
  )
}

interface LegendEntry {
  key: string
  sign: { kind: ArrangedLayer['layer']['kind']; of: string | null } | { color: string }
  text: string
  /** Of the layer above it. */
  deep: boolean
}

/** Between two lines of the legend, in millimetres: as far apart as there is room, but never so near that they touch. */
const LINES = { most: 6.4, least: 4 } as const

function Legend(props: { layers: readonly ArrangedLayer[]; drawing: Drawing; layout: SheetLayout }) {
  const { layers, drawing, layout } = props
  const { legend } = layout
  const { t } = useTranslation()
  const words = useWords()
  const ofLayers = layers.flatMap(({ layer: { id, kind, name } }): LegendEntry[] => [
    { key: id, sign: { kind, of: null }, text: name, deep: false },
    ...classesOf(kind).map((of) => ({ key: `${id} ${of}`, sign: { kind, of }, text: words.class(of), deep: true })),
  ])
  const ofNotes = notesOf(drawing).map(({ note, color }): LegendEntry => {
    return { key: note, sign: { color }, text: t(`blueprint.print.notes.${note}`), deep: false }
  })
  const entries = [...ofNotes, ...ofLayers]
  const high = legend.height - 8
  const line = Math.max(LINES.least, Math.min(LINES.most, high / Math.ceil((entries.length + 1) / legend.columns)))
  const rows = Math.floor(high / line)
  const room = rows * legend.columns
  const listed = entries.length > room ? entries.slice(0, room - 1) : entries
  const column = legend.width / legend.columns
  const size = Math.min(3.4, line * 0.62)
  const placeOf = (place: number) => ({ x: Math.floor(place / rows) * column, y: 8.5 + (place % rows) * line })
  const rest = placeOf(listed.length)
  return (
    <g transform={`translate(${legend.x} ${legend.y})`}>
      <text x={2} y={5} fontSize={4.6} fontWeight={700} fill={INK}>
        {t('blueprint.legend')}
      </text>
      {listed.map(({ key, sign, text, deep }, place) => {
        const { x, y } = placeOf(place)
        const indent = deep ? 7 : 2
        return (
          <g key={key} transform={`translate(${x + indent} ${y})`}>
            {'color' in sign ? (
              <rect width={line * 1.25} height={line * 0.8} fill={sign.color} fillOpacity={0.8} />
            ) : (
              <KindSign {...{ ...sign, frame: { x: 0, y: 0, width: line * 1.25, height: line * 0.8 } }} />
            )}
            <text x={line * 1.25 + 2} y={line * 0.4 + size * 0.35} fontSize={size} fill={INK}>
              {cut(text, (column - indent - line * 1.25 - 3) / size)}
            </text>
          </g>
        )
      })}
      {listed.length < entries.length && (
        <text x={rest.x + 2} y={rest.y + line * 0.6} fontSize={size} fill={FAINT}>
          {t('blueprint.print.more', { count: entries.length - listed.length })}
        </text>
      )}
    </g>
  )
}

/** As much of a text as fits into so many ems: Chinese characters are one wide, Latin letters about half of one. */
function cut(text: string, ems: number): string {
  let wide = 0
  for (const [place, character] of [...text].entries()) {
    wide += /[\u2e80-\uffef]/.test(character) ? 1 : 0.58
    if (wide > ems) return `${[...text].slice(0, Math.max(1, place - 1)).join('')}…`
  }
  return text
}
