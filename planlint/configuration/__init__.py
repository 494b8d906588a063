"""The configuration: which plans a project has, what each is held against, and how loud its rules are."""
