import { Alert, Button, InputNumber, Progress, Segmented, Select, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteRead } from '../../../../src/blueprint/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useProblemWords } from '../import/problemWords.ts'
import { Labelled } from '../Labelled.tsx'
import { boxOf } from '../useDrawing.ts'
import type { ChangeView } from '../useView.ts'
import type { BlueprintSearch } from '../view.ts'
import { useReadSite } from './api.ts'
import { ProjectChoice } from './ProjectChoice.tsx'
import { SHAPES, type Shape } from './site.ts'
import type { SitingState } from './useSiting.ts'

/** Where the site is from: drawn, a file, a project; and the width around a point or line. */
export function SiteForm(props: {
  siting: SitingState
  view: BlueprintSearch
  change: ChangeView
  onShow: (box: readonly [number, number, number, number]) => void
}) {
  const { t } = useTranslation()
  const { siting, view, change, onShow } = props
  const { source, geometry, isArea } = siting
  const [choosing, setChoosing] = useState(false)
  const shown = choosing ? 'project' : source
  return (
    <div className="bp-site-form">
      <Segmented
        block
        aria-label={t('blueprint.siting.source')}
        value={shown}
        options={(['drawn', 'upload', 'project'] as const).map((value) => ({
          value,
          label: t(`blueprint.siting.sources.${value}`),
        }))}
        onChange={(value) => {
          setChoosing(value === 'project')
          siting.choose(value === 'upload' ? 'upload' : 'drawn')
        }}
      />
      {shown === 'drawn' && <Drawn siting={siting} />}
      {shown === 'upload' && (
        <FileChoice
          read={siting.file}
          onRead={(read) => {
            siting.setFile(read)
            if (read.bbox) onShow(read.bbox)
          }}
        />
      )}
      {shown === 'project' && (
        <ProjectChoice
          chosen={siting.project.data ?? null}
          onChoose={(project) => {
            setChoosing(false)
            change({ project: project.id, site: undefined, checked: undefined })
            const box = boxOf(project.geometry.type === 'GeometryCollection' ? [] : project.geometry.coordinates)
            if (box) onShow(box)
          }}
        />
      )}
      {siting.project.isError && <ProblemNotice problem={siting.project.error} />}
      {!isArea && (
        <Labelled label={t('blueprint.siting.buffer')}>
          {(id) => (
            <InputNumber
              {...{ id, min: 1, max: 20_000, precision: 0 }}
              value={view.buffer === undefined ? null : Number.parseInt(view.buffer, 10)}
              onChange={(value) => change({ buffer: value === null ? undefined : `${value}m` })}
            />
          )}
        </Labelled>
      )}
      {!isArea && <p className="bp-note">{t('blueprint.siting.bufferHint')}</p>}
      <Button type="primary" disabled={geometry === null} onClick={siting.check}>
        {t('blueprint.siting.check')}
      </Button>
    </div>
  )
}

function Drawn({ siting }: { siting: SitingState }) {
  const { t } = useTranslation()
  const { drawn } = siting
  return (
    <>
      <Segmented
        aria-label={t('blueprint.siting.shape')}
        value={drawn.shape}
        options={SHAPES.map((value) => ({ value, label: t(`blueprint.siting.shapes.${value}`) }))}
        onChange={(shape) => siting.draw({ shape: shape as Shape, positions: [] })}
      />
      <p className="bp-note">{t('blueprint.siting.how')}</p>
      <div className="bp-acts">
        <span role="status">{t('blueprint.siting.positions', { count: drawn.positions.length })}</span>
        <Button
          size="small"
          disabled={drawn.positions.length === 0}
          onClick={() => siting.draw({ ...drawn, positions: drawn.positions.slice(0, -1) })}
        >
          {t('blueprint.siting.undo')}
        </Button>
        <Button
          size="small"
          disabled={drawn.positions.length === 0}
          onClick={() => siting.draw({ ...drawn, positions: [] })}
        >
          {t('blueprint.siting.clear')}
        </Button>
      </div>
    </>
  )
}

function FileChoice({ read, onRead }: { read: SiteRead | null; onRead: (read: SiteRead) => void }) {
  const { t } = useTranslation()
  const say = useProblemWords()
  const [sent, setSent] = useState(0)
  const [file, setFile] = useState<File | null>(null)
  const reading = useReadSite(setSent)
  const send = (next: File, system?: { crs: string; swapAxes: boolean }) => {
    setSent(0)
    setFile(next)
    reading.mutate({ file: next, ...system }, { onSuccess: onRead })
  }
  return (
    <>
      <Upload.Dragger
        {...{ multiple: false, showUploadList: false, disabled: reading.isPending }}
        accept=".geojson,.json,.zip,.gpkg,.kml,.kmz,.csv"
        beforeUpload={(next) => {
          send(next)
          return false
        }}
      >
        <p>{t('blueprint.siting.drop')}</p>
        <p className="bp-note">{t('blueprint.siting.formats')}</p>
      </Upload.Dragger>
      {reading.isPending && <Progress percent={Math.round(sent * 100)} aria-label={t('blueprint.siting.checking')} />}
      {reading.isError && <ProblemNotice problem={reading.error} />}
      {read && <p role="status">{t('blueprint.siting.fileRead', { name: read.fileName, count: read.features })}</p>}
      {read && file && read.crs === null && read.proposals.length > 0 && (
        <Labelled label={t('blueprint.siting.crsMissing')}>
          {(id) => (
            <Select
              {...{ id, style: { width: '100%' }, placeholder: t('blueprint.siting.crs') }}
              options={read.proposals.map(({ crs, name, swapAxes }, value) => ({
                value,
                label: `${name} (${crs}${swapAxes ? ', Y/X' : ''})`,
              }))}
              onChange={(place: number) => {
                const system = read.proposals[place]
                if (system) send(file, system)
              }}
            />
          )}
        </Labelled>
      )}
      {read && read.problems.fatal + read.problems.curable > 0 && (
        <Alert
          type={read.problems.fatal > 0 ? 'error' : 'warning'}
          title={t('blueprint.siting.problems', { fatal: read.problems.fatal, curable: read.problems.curable })}
          description={
            <ul>
              {read.problems.items.slice(0, 8).map((one, place) => {
                const { title, contrast } = say(one as Parameters<typeof say>[0])
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a feature may have the same problem twice
                  <li key={place}>
                    {one.feature === null ? '' : `${one.feature}. `}
                    {title} · {contrast}
                  </li>
                )
              })}
            </ul>
          }
        />
      )}
    </>
  )
}
