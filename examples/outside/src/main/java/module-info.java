module outside {
    requires jacobian.keras;
}
