import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '../../../src/blueprint/schemas.ts'
import { FormDialog } from '../shell/FormDialog.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { useEditLayer } from './api.ts'
import { Labelled } from './Labelled.tsx'

/** Corrects what is said of a layer: its name, what it rests on, who reads it. What it holds changes by revisions. */
export function EditLayer({ layer }: { layer: Layer }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('blueprint.layersPage.edit')}</Button>
      {open && <EditLayerForm layer={layer} onClose={() => setOpen(false)} />}
    </>
  )
}

function EditLayerForm({ layer, onClose }: { layer: Layer; onClose: () => void }) {
  const { t } = useTranslation()
  const editing = useEditLayer(layer.id)
  const [name, setName] = useState(layer.name)
  const [basis, setBasis] = useState(layer.basis)
  const [audience, setAudience] = useState(layer.audience)
  // The version that the person saw: what others wrote meanwhile is refused, not written over.
  const [version] = useState(layer.version)
  const rests = basis.trim() !== '' || layer.document !== null
  return (
    <FormDialog
      {...{ open: true, title: t('blueprint.layersPage.edit'), okText: t('blueprint.layersPage.save') }}
      {...{ confirmLoading: editing.isPending, onCancel: onClose }}
      okButtonProps={{ disabled: !name.trim() || !rests }}
      onOk={() => editing.mutate({ version, name: name.trim(), basis: basis.trim(), audience }, { onSuccess: onClose })}
    >
      <div className="bp-apply">
        <Labelled label={t('blueprint.fields.layer')}>
          {(id) => <Input {...{ id, value: name, maxLength: 200 }} onChange={({ target }) => setName(target.value)} />}
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
        {editing.isError && <ProblemNotice problem={editing.error} />}
      </div>
    </FormDialog>
  )
}
