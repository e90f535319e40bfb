import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Checkbox, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '../../../src/blueprint/schemas.ts'
import { useMay } from '../access/session.ts'
import { FormDialog } from '../shell/FormDialog.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice, useProblemText } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { useMoment } from '../shell/time.ts'
import { base, layersQuery, revisionsQuery, useWithdrawLayer } from './api.ts'
import { EditLayer } from './EditLayerForm.tsx'
import { KIND_GROUPS } from './kinds.ts'
import { Labelled } from './Labelled.tsx'
import { shortId } from './view.ts'
import { Basis, KindSign, useWords } from './words.tsx'
import './blueprint.css'

/** 图层管理: every layer with what it holds, what it rests on, who keeps it and how it came to be. */
export function LayersPage() {
  const { t } = useTranslation()
  const mayImport = useMay('blueprint.import')
  const [withdrawn, setWithdrawn] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const layers = useQuery(layersQuery(withdrawn))
  const items = layers.data ?? []
  const layer = items.find(({ id }) => id === opened)
  return (
    <Page
      title={t('blueprint.tree.manage')}
      lede={t('blueprint.layersPage.lede')}
      actions={
        <>
          <Link to="/blueprint">
            <Button>{t('blueprint.layersPage.toMap')}</Button>
          </Link>
          <Link to="/account/keys">
            <Button>{t('serviceKeys.connect')}</Button>
          </Link>
          {mayImport && (
            <Link to="/blueprint/import">
              <Button type="primary">{t('blueprint.import.title')}</Button>
            </Link>
          )}
        </>
      }
    >
      <Checkbox checked={withdrawn} onChange={({ target }) => setWithdrawn(target.checked)}>
        {t('blueprint.layersPage.withdrawnToo')}
      </Checkbox>
      {layers.isPending && <Loading />}
      {layers.isError && <ProblemNotice problem={layers.error} onRetry={() => void layers.refetch()} />}
      {layers.data?.length === 0 && <QuietState title={t('blueprint.empty')}>{t('blueprint.emptyLede')}</QuietState>}
      {Object.entries(KIND_GROUPS).map(([group, kinds]) => {
        const ofGroup = kinds.flatMap((kind) => items.filter((one) => one.kind === kind))
        return (
          ofGroup.length > 0 && (
            <section key={group}>
              <h2 className="section-title">
                {t(`blueprint.groups.${group as keyof typeof KIND_GROUPS}`)}
                <small>{ofGroup.length}</small>
              </h2>
              <ul className="bp-layers">
                {ofGroup.map((one) => (
                  <LayerLine key={one.id} layer={one} onOpen={() => setOpened(one.id)} />
                ))}
              </ul>
            </section>
          )
        )
      })}
      <Drawer open={layer !== undefined} onClose={() => setOpened(null)} title={layer?.name} size="min(40rem, 100vw)">
        {layer && <LayerFacts layer={layer} />}
      </Drawer>
    </Page>
  )
}

function LayerLine({ layer, onOpen }: { layer: Layer; onOpen: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const moment = useMoment()
  return (
    <li>
      <KindSign kind={layer.kind} />
      <div>
        <button type="button" className="plain bp-layer-title" onClick={onOpen}>
          {layer.name}
        </button>
        <p>
          {words.kind(layer.kind)} · {layer.jurisdiction.shortName} · {layer.organization.shortName}
        </p>
      </div>
      <p className="bp-layer-figures">
        <b>{t('blueprint.layersPage.features', { n: words.number(layer.features, 0) })}</b>
        {layer.areaM2 !== null && (
          <span>{t('blueprint.measures.hectares', { value: words.number(layer.areaM2 / 10_000, 0) })}</span>
        )}
        {layer.areaM2 === null && layer.lengthM !== null && <span>{words.length(layer.lengthM)}</span>}
      </p>
      <p className="bp-layer-state">
        {layer.isSample && <span className="badge extracted">{t('blueprint.sample')}</span>}
        {layer.withdrawnAt && <span className="badge rejected">{t('blueprint.layersPage.withdrawn')}</span>}
        <small>
          {t('blueprint.revision', { number: layer.revision })}
          {layer.revisedAt && ` · ${moment(layer.revisedAt)}`}
        </small>
      </p>
    </li>
  )
}

function LayerFacts({ layer }: { layer: Layer }) {
  const { t } = useTranslation()
  const words = useWords()
  const moment = useMoment()
  const revisions = useQuery(revisionsQuery(layer.id))
  return (
    <>
      <p className="bp-links">
        <Link
          to="/blueprint"
          search={{
            layers: shortId(layer.id),
            ...(layer.bbox ? { at: middleOf(layer.bbox) } : {}),
          }}
        >
          {t('blueprint.layersPage.show')}
        </Link>
        {(['geojson', 'gpkg', 'zip'] as const).map((form) => (
          <a key={form} href={`${base}/layers/${layer.id}/features.${form}`} download>
            {t(`blueprint.layersPage.download.${form}`)}
          </a>
        ))}
        {layer.mayEdit && !layer.withdrawnAt && (
          <Link to="/blueprint/import" search={{ layer: layer.id }}>
            {t('blueprint.layersPage.update')}
          </Link>
        )}
      </p>
      <dl className="bp-facts">
        <dt>{t('blueprint.fields.kind')}</dt>
        <dd>
          <KindSign kind={layer.kind} />
          {words.kind(layer.kind)}
        </dd>
        <dt>{t('blueprint.fields.keeper')}</dt>
        <dd>{layer.organization.name}</dd>
        <dt>{t('blueprint.fields.place')}</dt>
        <dd>{layer.jurisdiction.name}</dd>
        <dt>{t('blueprint.fields.audience')}</dt>
        <dd>{t(`blueprint.layers.audiences.${layer.audience}`)}</dd>
        {layer.areaM2 !== null && (
          <>
            <dt>{t('blueprint.fields.area')}</dt>
            <dd>{words.area(layer.areaM2)}</dd>
          </>
        )}
        {layer.lengthM !== null && (
          <>
            <dt>{t('blueprint.fields.length')}</dt>
            <dd>{words.length(layer.lengthM)}</dd>
          </>
        )}
        <dt>{t('blueprint.fields.basis')}</dt>
        <dd>
          <Basis of={layer} />
        </dd>
        <dt>{t('blueprint.fields.id')}</dt>
        <dd>
          <code>{layer.id}</code>
        </dd>
        {layer.withdrawnReason && (
          <>
            <dt>{t('blueprint.layersPage.withdrawn')}</dt>
            <dd>{layer.withdrawnReason}</dd>
          </>
        )}
      </dl>
      <h2 className="section-title">{t('blueprint.layersPage.revisions')}</h2>
      {revisions.isError && <ProblemNotice problem={revisions.error} onRetry={() => void revisions.refetch()} />}
      {revisions.isPending && <Loading />}
      <ol className="bp-revisions">
        {revisions.data?.items.map((one) => (
          <li key={one.id}>
            <b>{t('blueprint.revision', { number: one.number })}</b>{' '}
            <span className="badge">{t(`blueprint.layers.causes.${one.cause}`)}</span>
            <p>{one.reason}</p>
            <small>
              {t('blueprint.layersPage.counts', { ...one.counts })}
              {one.fileName && ` · ${one.fileName}`}
              <br />
              {one.organizationName} {one.userName} · {moment(one.at)}
            </small>
          </li>
        ))}
      </ol>
      <p className="bp-links">
        {layer.mayEdit && !layer.withdrawnAt && <EditLayer layer={layer} />}
        {layer.mayEdit && <Withdraw layer={layer} />}
      </p>
    </>
  )
}

function middleOf([west, south, east, north]: readonly [number, number, number, number]): string {
  const zoom = Math.min(14, Math.log2(360 / Math.max(east - west, (north - south) * 1.5, 0.01)) + 0.5)
  return `${((west + east) / 2).toFixed(4)},${((south + north) / 2).toFixed(4)},${zoom.toFixed(1)}`
}

function Withdraw({ layer }: { layer: Layer }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const say = useProblemText()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const withdrawing = useWithdrawLayer(layer.id)
  const restore = layer.withdrawnAt !== null
  const word = t(restore ? 'blueprint.layersPage.restore' : 'blueprint.layersPage.withdraw')
  return (
    <>
      <Button danger={!restore} onClick={() => setAsking(true)}>
        {word}
      </Button>
      <FormDialog
        {...{ open: asking, title: word, okText: word, confirmLoading: withdrawing.isPending }}
        okButtonProps={{ disabled: reason.trim() === '' }}
        onCancel={() => setAsking(false)}
        onOk={() =>
          withdrawing.mutate(
            { restore, reason: reason.trim() },
            {
              onSuccess: () => {
                setAsking(false)
                setReason('')
              },
              onError: (problem) => void message.error(say(problem).title),
            },
          )
        }
      >
        <Labelled label={t('blueprint.reason')}>
          {(id) => (
            <Input.TextArea
              id={id}
              value={reason}
              rows={3}
              maxLength={1000}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Labelled>
      </FormDialog>
    </>
  )
}
