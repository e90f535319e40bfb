import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Labelled } from '../Labelled.tsx'
import { type PlacedProject, placedProjectsQuery } from './api.ts'

/** A project of the pool by its name: those that have a place. */
export function ProjectChoice(props: { chosen: PlacedProject | null; onChoose: (project: PlacedProject) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const projects = useQuery(placedProjectsQuery(useDeferredValue(typed), true))
  const found = projects.data ?? []
  const all = props.chosen && !found.some(({ id }) => id === props.chosen?.id) ? [props.chosen, ...found] : found
  return (
    <>
      <Labelled label={t('blueprint.siting.project')}>
        {(id) => (
          <Select<string>
            {...{ id, showSearch: { filterOption: false, onSearch: setTyped }, style: { width: '100%' } }}
            placeholder={t('blueprint.siting.projectHint')}
            value={props.chosen?.id ?? null}
            options={all.map(({ id: value, name: label }) => ({ value, label }))}
            notFoundContent={projects.isPending ? t('shell.loading') : t('blueprint.siting.projectNone')}
            onChange={(value) => {
              const project = all.find((one) => one.id === value)
              if (project) props.onChoose(project)
            }}
          />
        )}
      </Labelled>
      {projects.isError && <ProblemNotice problem={projects.error} onRetry={() => void projects.refetch()} />}
    </>
  )
}
