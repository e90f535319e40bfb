import { Link } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Found, Import, Layer } from '../../../../src/blueprint/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { Labelled } from '../Labelled.tsx'
import { today } from '../today.ts'
import { shortId } from '../view.ts'
import { useWords } from '../words.tsx'
import { useApply } from './api.ts'
import { NewLayerForm } from './NewLayerForm.tsx'

/** Where it goes, since when it is in force, and why: then all of it, or nothing. */
export function ApplyStep(props: {
  upload: Import
  found: Found
  layers: readonly Layer[]
  layer: string | undefined
  onLayer: (id: string) => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const { upload, found, layers } = props
  const [adding, setAdding] = useState(false)
  const [reason, setReason] = useState('')
  const [mode, setMode] = useState<'succession' | 'correction'>('succession')
  const [day, setDay] = useState(today())
  const [acceptCures, setAcceptCures] = useState(false)
  const applying = useApply(upload.id)
  const layer = layers.find(({ id }) => id === props.layer)
  const done = applying.data
  if (done && layer)
    return (
      <Alert
        type="success"
        showIcon
        title={t('blueprint.importing.applied', { name: layer.name, revision: done.revision })}
        description={t('blueprint.layersPage.counts', { ...done.counts })}
        action={
          <Link to="/blueprint" search={{ layers: shortId(layer.id) }}>
            {t('blueprint.layersPage.show')}
          </Link>
        }
      />
    )
  return (
    <div className="bp-apply">
      <Labelled label={t('blueprint.importing.into')}>
        {(id) => (
          <Select
            {...{ id, value: props.layer ?? null, placeholder: t('blueprint.importing.choose') }}
            options={layers
              .filter(({ mayEdit, withdrawnAt }) => mayEdit && !withdrawnAt)
              .map(({ id: value, name, kind }) => ({ value, label: name + bracketed(words.kind(kind)) }))}
            onChange={(value) => value && props.onLayer(value)}
          />
        )}
      </Labelled>
      <Button type="link" onClick={() => setAdding(true)}>
        {t('blueprint.importing.newLayer')}
      </Button>
      {adding && (
        <NewLayerForm
          onClose={() => setAdding(false)}
          onAdded={(id) => {
            setAdding(false)
            props.onLayer(id)
          }}
        />
      )}
      <Radio.Group value={mode} onChange={({ target }) => setMode(target.value)}>
        <Radio value="succession">{t('blueprint.imports.modes.succession')}</Radio>
        <Radio value="correction">{t('blueprint.imports.modes.correction')}</Radio>
      </Radio.Group>
      <Labelled label={t('blueprint.importing.day')}>
        {(id) => <Input {...{ id, type: 'date', value: day }} onChange={({ target }) => setDay(target.value)} />}
      </Labelled>
      <Labelled label={t('blueprint.reason')}>
        {(id) => (
          <Input.TextArea
            {...{ id, value: reason, rows: 2, maxLength: 1000 }}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Labelled>
      {found.problems.curable > 0 && (
        <Checkbox checked={acceptCures} onChange={({ target }) => setAcceptCures(target.checked)}>
          {t('blueprint.importing.acceptCures', { count: found.problems.curable })}
        </Checkbox>
      )}
      <p className="bp-note">{t('blueprint.importing.replaces')}</p>
      {applying.isError && <ProblemNotice problem={applying.error} />}
      <Button
        type="primary"
        size="large"
        loading={applying.isPending}
        disabled={
          !layer || reason.trim() === '' || found.problems.fatal > 0 || (found.problems.curable > 0 && !acceptCures)
        }
        onClick={() =>
          layer &&
          applying.mutate({ layerId: layer.id, reason: reason.trim(), mode, acceptCures, ...(day ? { day } : {}) })
        }
      >
        {t('blueprint.importing.apply', { n: words.number(found.features, 0) })}
      </Button>
    </div>
  )
}
