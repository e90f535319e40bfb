import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Labelled } from '../Labelled.tsx'
import { type Asked, useKeepSiting } from './api.ts'

/** Keeps a check under a name and a purpose; it gets a number of its year. */
export function KeepForm(props: { asked: Asked; suggested: string; onKept: (id: string) => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(props.suggested.slice(0, 200))
  const [purpose, setPurpose] = useState('')
  const [audience, setAudience] = useState<'jurisdiction' | 'cluster'>('jurisdiction')
  const [once] = useState(() => crypto.randomUUID())
  const keeping = useKeepSiting()
  return (
    <form
      className="bp-keep"
      onSubmit={(event) => {
        event.preventDefault()
        keeping.mutate(
          { ...props.asked, name: name.trim(), purpose: purpose.trim(), audience, once },
          { onSuccess: ({ kept }) => kept && props.onKept(kept.id) },
        )
      }}
    >
      <Labelled label={t('blueprint.siting.name')}>
        {(id) => <Input {...{ id, value: name, maxLength: 200 }} onChange={({ target }) => setName(target.value)} />}
      </Labelled>
      <Labelled label={t('blueprint.siting.purpose')}>
        {(id) => (
          <Input.TextArea
            {...{ id, value: purpose, rows: 2, maxLength: 1000 }}
            onChange={({ target }) => setPurpose(target.value)}
          />
        )}
      </Labelled>
      <Segmented
        aria-label={t('blueprint.siting.audience')}
        value={audience}
        options={(['jurisdiction', 'cluster'] as const).map((value) => ({
          value,
          label: t(`blueprint.layers.audiences.${value}`),
        }))}
        onChange={(value) => setAudience(value as typeof audience)}
      />
      <Button type="primary" htmlType="submit" disabled={name.trim() === ''} loading={keeping.isPending}>
        {t('blueprint.siting.keep')}
      </Button>
      {keeping.isError && <ProblemNotice problem={keeping.error} />}
    </form>
  )
}
