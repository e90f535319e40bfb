import { Alert, Button, Checkbox, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Found, Import, Settings } from '../../../../src/blueprint/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { Labelled } from '../Labelled.tsx'
import { useWords } from '../words.tsx'
import { useReadAgain } from './api.ts'
import { Preview } from './Preview.tsx'

const ENCODINGS = ['UTF-8', 'GBK', 'GB18030', 'BIG5'] as const

/** Which of the file's layers, in which coordinates and letters; the map shows where it would lie. */
export function SourceStep(props: { upload: Import; found: Found; onNext: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const { upload, found } = props
  const reading = useReadAgain(upload.id)
  const [code, setCode] = useState(found.crs?.code ?? '')
  const set = (part: Settings) => reading.mutate({ ...upload.settings, ...part })
  return (
    <div className="bp-import-columns">
      <div>
        {found.layers.length > 1 && (
          <Labelled label={t('blueprint.importing.source')}>
            {(id) => (
              <Select
                {...{ id, value: found.source, loading: reading.isPending }}
                options={found.layers.map(({ name, features }) => ({
                  value: name,
                  label: `${name} (${words.number(features, 0)})`,
                }))}
                onChange={(source) => set({ source })}
              />
            )}
          </Labelled>
        )}
        <dl className="bp-facts">
          <dt>{t('blueprint.importing.format')}</dt>
          <dd>{t(`blueprint.imports.formats.${found.format}`)}</dd>
          <dt>{t('blueprint.importing.count')}</dt>
          <dd>
            {t('blueprint.importing.counts', {
              features: words.number(found.features, 0),
              vertices: words.number(found.vertices, 0),
            })}
          </dd>
          {found.areaM2 !== null && (
            <>
              <dt>{t('blueprint.fields.area')}</dt>
              <dd>{words.area(found.areaM2)}</dd>
            </>
          )}
          <dt>{t('blueprint.importing.crs')}</dt>
          <dd>
            {found.crs
              ? saidOf(found.crs, t(`blueprint.importing.from.${found.crs.from}`))
              : t('blueprint.importing.noCrs')}
          </dd>
        </dl>
        {found.crs?.otherDatum && <Alert type="warning" title={t('blueprint.importing.otherDatum')} />}
        {found.proposals.length > 0 && (
          <Radio.Group
            className="bp-proposals"
            value={found.crs ? `${found.crs.code} ${found.crs.swapAxes}` : null}
            onChange={({ target }) => {
              const [crs, swap] = String(target.value).split(' ')
              if (crs) set({ crs, swapAxes: swap === 'true' })
            }}
          >
            {found.proposals.map(({ crs, name, swapAxes, centre }) => (
              <Radio key={`${crs} ${swapAxes}`} value={`${crs} ${swapAxes}`}>
                {crs} {name}
                <small>
                  {swapAxes && ` ${t('blueprint.importing.swapped')}`}
                  {centre && ` → ${centre[0].toFixed(2)}, ${centre[1].toFixed(2)}`}
                </small>
              </Radio>
            ))}
          </Radio.Group>
        )}
        <Labelled label={t('blueprint.importing.otherCrs')}>
          {(id) => (
            <Input.Search
              {...{ id, value: code, placeholder: 'EPSG:4545', enterButton: t('blueprint.importing.use') }}
              onChange={({ target }) => setCode(target.value.trim())}
              onSearch={(crs) => crs && set({ crs })}
            />
          )}
        </Labelled>
        <Checkbox
          checked={upload.settings.swapAxes ?? found.crs?.swapAxes ?? false}
          onChange={({ target }) => set({ swapAxes: target.checked })}
        >
          {t('blueprint.importing.swapAxes')}
        </Checkbox>
        {found.encoding && (
          <Labelled label={t('blueprint.importing.encoding')}>
            {(id) => (
              <Select
                {...{ id, value: found.encoding?.name ?? 'UTF-8' }}
                options={ENCODINGS.map((value) => ({ value, label: value }))}
                onChange={(encoding) => set({ encoding: encoding as (typeof ENCODINGS)[number] })}
              />
            )}
          </Labelled>
        )}
        {reading.isError && <ProblemNotice problem={reading.error} />}
        <Button type="primary" disabled={!found.crs} onClick={props.onNext}>
          {t('blueprint.importing.next')}
        </Button>
      </div>
      <Preview upload={upload} />
    </div>
  )
}

/** What is taken for CGCS2000 is called so, with what the file calls it beside it. */
function saidOf({ code, name }: NonNullable<Found['crs']>, from: string): string {
  if (code !== 'EPSG:4490' || /CGCS2000|China Geodetic/i.test(name) || name === code) return `${code} ${name} · ${from}`
  return `${code} CGCS2000 · ${from}${bracketed(name)}`
}
