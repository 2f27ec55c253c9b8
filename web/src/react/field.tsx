// A labelled field with its hint and its fault.
import { IconAlertCircle } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";

interface FieldProps {
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  children(id: string, describedBy: string | undefined): ReactNode;
}

export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  const about = fault ?? hint;
  return (
    <div className={fault ? "field field-bad" : "field"}>
      <label htmlFor={id}>{label}</label>
      {children(id, about ? `${id}-about` : undefined)}
      {about && (
        <small id={`${id}-about`}>
          {fault && <IconAlertCircle size={18} stroke={2} aria-hidden="true" />}
          {about}
        </small>
      )}
    </div>
  );
}

export function Fault({ children }: { children: ReactNode }) {
  return (
    <p className="fault" role="alert">
      <IconAlertCircle size={24} stroke={2} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
