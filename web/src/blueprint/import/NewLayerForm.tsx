import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useAddLayer } from '../api.ts'
import type { Kind } from '../kinds.ts'
import { DRAWING_ORDER } from '../kinds.ts'
import { Labelled } from '../Labelled.tsx'
import { useWords } from '../words.tsx'
import { useOwnPlaces } from './places.ts'

/** A new layer of one's own organization, with what it rests on. */
export function NewLayerForm(props: { onClose: () => void; onAdded: (id: string) => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const places = useOwnPlaces()
  const adding = useAddLayer()
  const [kind, setKind] = useState<Kind>('ecological_red_line')
  const [key] = useState(() => crypto.randomUUID())
  const [name, setName] = useState('')
  const [place, setPlace] = useState<string | null>(null)
  const [basis, setBasis] = useState('')
  const [audience, setAudience] = useState<'cluster' | 'jurisdiction'>('cluster')
  return (
    <FormDialog
      {...{ open: true, title: t('blueprint.importing.newLayer'), okText: t('blueprint.importing.add') }}
      {...{ confirmLoading: adding.isPending, onCancel: props.onClose }}
      okButtonProps={{ disabled: !name.trim() || !place || !basis.trim() }}
      onOk={() =>
        place &&
        adding.mutate(
          { layer: { kind, name: name.trim(), jurisdiction: place, basis: basis.trim(), audience }, key },
          { onSuccess: ({ id }) => props.onAdded(id) },
        )
      }
    >
      <div className="bp-apply">
        <Labelled label={t('blueprint.fields.kind')}>
          {(id) => (
            <Select
              {...{ id, value: kind, onChange: setKind }}
              options={[...DRAWING_ORDER].reverse().map((value) => ({ value, label: words.kind(value) }))}
            />
          )}
        </Labelled>
        <Labelled label={t('blueprint.fields.layer')}>
          {(id) => <Input {...{ id, value: name, maxLength: 200 }} onChange={({ target }) => setName(target.value)} />}
        </Labelled>
        <Labelled label={t('blueprint.fields.place')}>
          {(id) => (
            <Select
              {...{ id, value: place, onChange: setPlace }}
              options={places.map(({ code, shortName }) => ({ value: code, label: shortName }))}
            />
          )}
        </Labelled>
        <Labelled label={t('blueprint.fields.basis')}>
          {(id) => (
            <Input.TextArea
              {...{ id, value: basis, rows: 2, maxLength: 1000 }}
              onChange={({ target }) => setBasis(target.value)}
            />
          )}
        </Labelled>
        <Labelled label={t('blueprint.fields.audience')}>
          {(id) => (
            <Select
              {...{ id, value: audience, onChange: setAudience }}
              options={(['cluster', 'jurisdiction'] as const).map((value) => ({
                value,
                label: t(`blueprint.layers.audiences.${value}`),
              }))}
            />
          )}
        </Labelled>
        {adding.isError && <ProblemNotice problem={adding.error} />}
      </div>
    </FormDialog>
  )
}
