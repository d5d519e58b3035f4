"""What every feature shows with: components, marks, custom ids, permissions, errors, languages."""
