"""What a person does becomes what the desk does; one module per audience or command."""
